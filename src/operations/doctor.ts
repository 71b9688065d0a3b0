import { ConfigurationError, DeployerError } from "../diagnostics/deployer-error.ts";
import type { Composition } from "./services.ts";

/** One thing that was looked at. */
export interface DoctorCheck {
  readonly name: string;
  readonly result: "ok" | "warn" | "fail";
  readonly detail: string;
  /** What to do, or null where nothing needs to be done. */
  readonly hint: string | null;
}

export interface DoctorReport {
  readonly checks: readonly DoctorCheck[];
}

export interface DoctorRequest {
  readonly simulate: boolean;
  readonly stack: string | undefined;
  readonly environment: string | undefined;
}

type Surroundings = Pick<Composition, "repository" | "records" | "engineInstaller" | "simulatedFolder">;

/** Looks at everything that Deployer needs and says what is missing. Changes nothing; one failing check hides no other. */
export async function doctor(surroundings: Surroundings, request: DoctorRequest): Promise<DoctorReport> {
  const checks = [
    await guarded("engine", () => checkEngine(surroundings)),
    await guarded("repository", () => checkRepository(surroundings)),
    await guarded("stacks", () => checkStacks(surroundings, request)),
    await guarded("simulated account", () => checkSimulatedFolder(surroundings)),
    await guarded("recorded state", () => checkState(surroundings, request)),
  ];
  return { checks };
}

/** A check that throws has failed, with the reason that it threw. */
async function guarded(name: string, look: () => Promise<Omit<DoctorCheck, "name">>): Promise<DoctorCheck> {
  try {
    return { name, ...(await look()) };
  } catch (error) {
    if (error instanceof DeployerError)
      return { name, result: "fail", detail: error.message, hint: error.hint ?? null };
    if (error instanceof ConfigurationError) {
      const [first] = error.diagnostics;
      return { name, result: "fail", detail: first?.detail ?? error.message, hint: first?.hint ?? null };
    }
    throw error;
  }
}

async function checkEngine(surroundings: Surroundings): Promise<Omit<DoctorCheck, "name">> {
  const installer = await surroundings.engineInstaller();
  const found = await installer.find();
  const install = "Run deployer engine install.";
  if (!found) return { result: "fail", detail: `Pulumi ${installer.pinnedVersion} was not found.`, hint: install };
  const where = `Pulumi ${found.version} at ${found.path} (${found.foundBy})`;
  const same = found.version.replace(/^v/, "") === installer.pinnedVersion.replace(/^v/, "");
  return same
    ? { result: "ok", detail: where, hint: null }
    : { result: "fail", detail: `${where}; Deployer needs ${installer.pinnedVersion}.`, hint: install };
}

async function checkRepository(surroundings: Surroundings): Promise<Omit<DoctorCheck, "name">> {
  const { files } = await surroundings.repository();
  return { result: "ok", detail: files.root, hint: null };
}

async function checkStacks(surroundings: Surroundings, request: DoctorRequest): Promise<Omit<DoctorCheck, "name">> {
  const { files } = await surroundings.repository();
  const stacks = files.folders("stacks");
  if (stacks.length === 0) {
    return { result: "fail", detail: "stacks/ is empty.", hint: "Add stacks/NAME/stack.yaml." };
  }
  const listed = stacks.map((stack) => {
    const environments = files.folders(`stacks/${stack}/environments`);
    return environments.length === 0 ? stack : `${stack} (${environments.join(", ")})`;
  });
  const { stack } = request;
  return stack === undefined || stacks.includes(stack)
    ? { result: "ok", detail: listed.join("; "), hint: null }
    : { result: "fail", detail: `There is no stack ${stack}; there are ${listed.join("; ")}.`, hint: null };
}

async function checkSimulatedFolder(surroundings: Surroundings): Promise<Omit<DoctorCheck, "name">> {
  const { path, writable } = await surroundings.simulatedFolder();
  return writable
    ? { result: "ok", detail: path, hint: null }
    : { result: "fail", detail: `${path} cannot be written.`, hint: "Check the folder's owner and permissions." };
}

async function checkState(surroundings: Surroundings, request: DoctorRequest): Promise<Omit<DoctorCheck, "name">> {
  const { store } = await surroundings.records({ simulate: request.simulate });
  const scopes = (await store.listScopes()).filter(
    (scope) =>
      (request.stack ?? scope.stack) === scope.stack &&
      (request.environment ?? scope.environment) === scope.environment,
  );
  if (scopes.length === 0) return { result: "ok", detail: "Nothing is recorded yet.", hint: null };
  const found: string[] = [];
  const cutOff: string[] = [];
  for (const scope of scopes) {
    const name = `${scope.stack} in ${scope.environment}`;
    const stored = await store.read(scope);
    if (!stored) continue;
    found.push(`${name} (serial ${stored.snapshot.serial})`);
    if (stored.snapshot.underway) cutOff.push(name);
  }
  return cutOff.length === 0
    ? { result: "ok", detail: found.join("; "), hint: null }
    : {
        result: "warn",
        detail: `${found.join("; ")}. Under way or cut off: ${cutOff.join(", ")}.`,
        hint: "If nobody is deploying, run deployer apply again: it continues.",
      };
}
