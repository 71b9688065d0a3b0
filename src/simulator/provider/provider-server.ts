import * as grpc from "@grpc/grpc-js";
import pluginProto from "@pulumi/pulumi/proto/plugin_pb.js";
import providerService from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import proto from "@pulumi/pulumi/proto/provider_pb.js";
import emptyProto from "google-protobuf/google/protobuf/empty_pb.js";
import structProto from "google-protobuf/google/protobuf/struct_pb.js";
import { providerVersion } from "../../model/fingerprint.ts";
import type { JsonObject } from "../../model/json.ts";
import type { ArgumentDiff } from "./diff-arguments.ts";
import { type CallContext, type Provider, ProviderFailure, type ResourceState } from "./provider.ts";

type Struct = InstanceType<typeof structProto.Struct>;
type Handler<Request, Response> = (
  call: grpc.ServerUnaryCall<Request, Response>,
  callback: grpc.sendUnaryData<Response>,
) => void;

/** How the engine marks a secret value. */
const secretMark = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" } as const;

export interface ProviderServerOptions {
  readonly provider: Provider;
  readonly environment: string;
  readonly defaultRegion: string;
}

export interface ProviderServer {
  readonly port: number;
  stop(): void;
}

/** Serves the provider on a free port of 127.0.0.1, for any number of engines that attach to it. */
export async function startProviderServer(options: ProviderServerOptions): Promise<ProviderServer> {
  const server = new grpc.Server({ "grpc.max_receive_message_length": 400 * 1024 * 1024 });
  const stopping = new AbortController();
  server.addService(providerService.ResourceProviderService, handlers(options, stopping.signal));
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    );
  });
  return {
    port,
    stop: () => {
      stopping.abort();
      server.forceShutdown();
    },
  };
}

type ContextOf = (call: { getPeer(): string }) => CallContext;

function handlers(
  { provider, environment, defaultRegion }: ProviderServerOptions,
  signal: AbortSignal,
): grpc.UntypedServiceImplementation {
  // Each provider instance of each engine has a connection of its own, and configures its own region.
  const regions = new Map<string, string>();
  const contextOf: ContextOf = (call) => ({
    region: regions.get(call.getPeer()) ?? defaultRegion,
    environment,
    signal,
  });
  return {
    ...lifecycleHandlers(regions),
    ...readingHandlers(provider, contextOf),
    ...changingHandlers(provider, contextOf),
  };
}

/** What an engine does with a provider before and after it uses it. */
function lifecycleHandlers(regions: Map<string, string>): grpc.UntypedServiceImplementation {
  return {
    checkConfig: answer((call: Call<proto.CheckRequest>) => {
      const response = new proto.CheckResponse();
      response.setInputs(call.request.getNews());
      return response;
    }),
    diffConfig: answer(() => new proto.DiffResponse()),
    configure: answer((call: Call<proto.ConfigureRequest>) => {
      const region = call.request.getVariablesMap().get("aws:config:region") ?? toObject(call.request.getArgs()).region;
      if (typeof region === "string" && region) regions.set(call.getPeer(), region);
      const response = new proto.ConfigureResponse();
      // The engine takes secrets out of what it sends and marks what comes back by the arguments that were secret.
      response.setAcceptsecrets(false);
      response.setSupportspreview(true);
      return response;
    }),
    getSchema: answer(() => {
      const response = new proto.GetSchemaResponse();
      response.setSchema("{}");
      return response;
    }),
    getPluginInfo: answer(() => {
      const response = new pluginProto.PluginInfo();
      response.setVersion(providerVersion);
      return response;
    }),
    // What an engine has begun is finished, as AWS would finish it: other engines may share this server.
    cancel: answer(() => new emptyProto.Empty()),
    attach: answer(() => new emptyProto.Empty()),
  };
}

function readingHandlers(provider: Provider, contextOf: ContextOf): grpc.UntypedServiceImplementation {
  return {
    check: answer((call: Call<proto.CheckRequest>) => check(provider, call.request, contextOf(call))),
    diff: answer((call: Call<proto.DiffRequest>) => {
      const { request } = call;
      const olds = toObject(request.getOlds());
      const oldInputs = request.getOldInputs() ? toObject(request.getOldInputs()) : olds;
      const news = toObject(request.getNews());
      return diffResponse(provider.diff(request.getUrn(), request.getId(), olds, oldInputs, news, contextOf(call)));
    }),
    read: answer((call: Call<proto.ReadRequest>) => read(provider, call.request, contextOf(call))),
    invoke: answer((call: Call<proto.InvokeRequest>) => {
      const { request } = call;
      const { result, secret } = provider.invoke(request.getTok(), toObject(request.getArgs()), contextOf(call));
      const response = new proto.InvokeResponse();
      response.setReturn(toStruct(markSecrets(result, secret ?? [])));
      return response;
    }),
  };
}

function changingHandlers(provider: Provider, contextOf: ContextOf): grpc.UntypedServiceImplementation {
  return {
    create: answer(async (call: Call<proto.CreateRequest>) => {
      const { request } = call;
      const inputs = toObject(request.getProperties());
      const made = await provider.create(request.getUrn(), inputs, request.getPreview(), contextOf(call));
      const response = new proto.CreateResponse();
      response.setId(made.id);
      response.setProperties(toStruct(marked(made)));
      return response;
    }),
    update: answer(async (call: Call<proto.UpdateRequest>) => {
      const { request } = call;
      const [urn, id, isPreview] = [request.getUrn(), request.getId(), request.getPreview()];
      const [olds, news] = [toObject(request.getOlds()), toObject(request.getNews())];
      const changed = await provider.update(urn, id, olds, news, isPreview, contextOf(call));
      const response = new proto.UpdateResponse();
      response.setProperties(toStruct(marked(changed)));
      return response;
    }),
    delete: answer(async (call: Call<proto.DeleteRequest>) => {
      const { request } = call;
      await provider.delete(request.getUrn(), request.getId(), toObject(request.getProperties()), contextOf(call));
      return new emptyProto.Empty();
    }),
  };
}

type Call<Request> = grpc.ServerUnaryCall<Request, unknown>;

/** Turns a function into a handler: what it throws becomes the call's failure. */
function answer<Request, Response>(
  respond: (call: Call<Request>) => Response | Promise<Response>,
): Handler<Request, Response> {
  return (call, callback) => {
    Promise.resolve()
      .then(() => respond(call))
      .then(
        (response) => callback(null, response),
        (error: unknown) => {
          const message =
            error instanceof ProviderFailure ? error.message : `The simulated account failed: ${String(error)}`;
          callback({ code: grpc.status.UNKNOWN, message });
        },
      );
  };
}

function check(provider: Provider, request: proto.CheckRequest, context: CallContext): proto.CheckResponse {
  const { inputs, failures } = provider.check(request.getUrn(), toObject(request.getNews()), context);
  const response = new proto.CheckResponse();
  response.setInputs(toStruct(inputs));
  response.setFailuresList(
    failures.map(({ property, reason }) => {
      const failure = new proto.CheckFailure();
      failure.setProperty(property);
      failure.setReason(reason);
      return failure;
    }),
  );
  return response;
}

async function read(provider: Provider, request: proto.ReadRequest, context: CallContext): Promise<proto.ReadResponse> {
  const [olds, oldInputs] = [toObject(request.getProperties()), toObject(request.getInputs())];
  const found = await provider.read(request.getUrn(), request.getId(), olds, oldInputs, context);
  const response = new proto.ReadResponse();
  if (!found) return response;
  response.setId(found.id);
  response.setProperties(toStruct(marked(found)));
  response.setInputs(toStruct(markSecrets(found.inputs, found.secret)));
  return response;
}

function diffResponse(diff: ArgumentDiff): proto.DiffResponse {
  const response = new proto.DiffResponse();
  const some = diff.changes.length > 0;
  response.setChanges(some ? proto.DiffResponse.DiffChanges.DIFF_SOME : proto.DiffResponse.DiffChanges.DIFF_NONE);
  response.setDiffsList([...diff.changed]);
  response.setReplacesList([...diff.replaces]);
  response.setDeletebeforereplace(diff.deleteBeforeReplace);
  response.setHasdetaileddiff(true);
  const kinds = proto.PropertyDiff.Kind;
  for (const { path, kind, replaces } of diff.changes) {
    const entry = new proto.PropertyDiff();
    const plain = kind === "add" ? kinds.ADD : kind === "delete" ? kinds.DELETE : kinds.UPDATE;
    // The replacing form of each kind follows it in the protocol's enumeration.
    entry.setKind((replaces ? plain + 1 : plain) as proto.PropertyDiff.Kind);
    entry.setInputdiff(true);
    response.getDetaileddiffMap().set(path, entry);
  }
  return response;
}

const marked = (state: ResourceState): JsonObject => markSecrets(state.properties, state.secret);

function markSecrets(properties: JsonObject, secret: readonly string[]): JsonObject {
  if (secret.length === 0) return properties;
  return Object.fromEntries(
    Object.entries(properties).map(([name, value]) => [name, secret.includes(name) ? { ...secretMark, value } : value]),
  );
}

const toObject = (struct: Struct | undefined): JsonObject => (struct?.toJavaScript() ?? {}) as JsonObject;
const toStruct = (value: JsonObject): Struct => structProto.Struct.fromJavaScript(value as Record<string, never>);
