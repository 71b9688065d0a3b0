import type { Region } from "../model/address.ts";
import type { Clock } from "../ports/clock.ts";
import type { CloudReader } from "../ports/cloud-reader.ts";
import { Account } from "./account/account.ts";
import { AccountFolder, makePrivate } from "./account/account-folder.ts";
import { FolderCloudReader } from "./simulated-cloud-reader.ts";

export interface StartOptions {
  /** Where the account is kept; made where it is missing. */
  readonly folder: string;
  readonly stack: string;
  readonly environment: string;
  readonly clock: Clock;
  /** Calls take AWS's usual times on the account's clock; otherwise none takes longer than a few milliseconds. */
  readonly realistic?: boolean;
  /** Where a provider names no region. */
  readonly region?: Region;
}

/** A simulated account that engines can attach to. */
export interface RunningAccount {
  /** Of the provider, on 127.0.0.1. */
  readonly port: number;
  readonly kmsEndpoint: string;
  /** Variables that make an engine use this account and nothing else. */
  readonly engineEnvironment: Readonly<Record<string, string>>;
  /** Address of the key that checkpoints are encrypted with. */
  readonly secretsProvider: string;
  readonly cloud: CloudReader;
  stop(): void;
}

/** Starts the account's provider and its KMS. Several may run on one folder at once. */
export async function startSimulatedAccount(options: StartOptions): Promise<RunningAccount> {
  makePrivate(options.folder);
  const region = options.region ?? ("us-east-1" as Region);
  const account = new Account(new AccountFolder(options.folder), options.clock, options.realistic);
  // Heavy, and needed only where an engine runs.
  const [{ Provider }, { startProviderServer }, { startKmsEndpoint }] = await Promise.all([
    import("./provider/provider.ts"),
    import("./provider/provider-server.ts"),
    import("./kms/kms-endpoint.ts"),
  ]);
  const { environment } = options;
  const provider = await startProviderServer({ provider: new Provider(account), environment, defaultRegion: region });
  const kms = await startKmsEndpoint(account.keys, region);
  return {
    port: provider.port,
    kmsEndpoint: kms.url,
    engineEnvironment: engineEnvironment(provider.port, kms.url, region),
    secretsProvider: `awskms://alias/deployer-simulated?region=${region}&awssdk=v2`,
    cloud: new FolderCloudReader(account, options.clock),
    stop: () => {
      provider.stop();
      kms.stop();
    },
  };
}

/** Credentials that are none, so that no call can reach a real account by mistake. */
function engineEnvironment(port: number, kmsUrl: string, region: string): Record<string, string> {
  return {
    PULUMI_DEBUG_PROVIDERS: `aws:${port}`,
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    AWS_ENDPOINT_URL_KMS: kmsUrl,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_ACCESS_KEY_ID: "simulated",
    AWS_SECRET_ACCESS_KEY: "simulated",
    AWS_SESSION_TOKEN: "",
    AWS_PROFILE: "",
    AWS_EC2_METADATA_DISABLED: "true",
  };
}
