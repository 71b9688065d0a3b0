import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { createHash } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DeployerError } from "../../diagnostics/deployer-error.ts";
import { EngineRelease } from "./engine-release.ts";
import { pinnedVersion } from "./pinned-release.ts";
import type { Environment } from "./proxy.ts";

const archiveName = `pulumi-${pinnedVersion}-linux-x64.tar.gz`;
const listingName = `pulumi-${pinnedVersion.slice(1)}-checksums.txt`;
const nowhere = "http://127.0.0.1:1";

let folder: string;
let home: string;
let starts: string;
const stops: (() => void)[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "engine-"));
  home = join(folder, "home");
  starts = join(folder, "starts.log");
});
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
  rmSync(folder, { recursive: true, force: true });
});

/** A program that answers like an engine and notes each start. */
const engineScript = (version: string) => `#!/bin/sh\necho "$@" >> '${starts}'\necho ${version}\n`;

function writeProgram(path: string, text: string): string {
  mkdirSync(join(path, ".."), { recursive: true });
  writeFileSync(path, text);
  chmodSync(path, 0o755);
  return path;
}

const startCount = () => (existsSync(starts) ? readFileSync(starts, "utf8").trim().split("\n").length : 0);

/** A release server, whose listing can be made to name another checksum. */
async function serveRelease(options: { readonly version?: string; readonly listedSha256?: string } = {}) {
  const archive = await new Bun.Archive(
    {
      "pulumi/pulumi": engineScript(options.version ?? pinnedVersion),
      "pulumi/pulumi-language-nodejs": "not needed",
    },
    { compress: "gzip" },
  ).bytes();
  const sha256 = options.listedSha256 ?? createHash("sha256").update(archive).digest("hex");
  const requests: string[] = [];
  const server = Bun.serve({
    hostname: "127.0.0.1",
    port: 0,
    fetch(request) {
      const name = new URL(request.url).pathname.slice(1);
      requests.push(name);
      if (name === listingName) return new Response(`${"0".repeat(64)}  other.tar.gz\n${sha256}  ${archiveName}\n`);
      return name === archiveName ? new Response(archive) : new Response("", { status: 404 });
    },
  });
  stops.push(() => void server.stop(true));
  return { url: `http://127.0.0.1:${server.port}`, requests, sha256 };
}

function installer(environment: Environment, options: { readonly platform?: string } = {}): EngineRelease {
  return new EngineRelease({ environment, homeFolder: home, platform: "linux", architecture: "x64", ...options });
}

const silent = () => {};

async function failureOf(work: Promise<unknown>): Promise<DeployerError> {
  const error = await work.then(
    () => new Error("nothing was thrown"),
    (thrown: unknown) => thrown,
  );
  if (error instanceof DeployerError) return error;
  throw error;
}

describe("install from the release", () => {
  test("puts a verified engine in place, for its owner only, and leaves nothing else", async () => {
    const server = await serveRelease();
    const engine = await installer({ PATH: "/bin:/usr/bin", DEPLOYER_ENGINE_MIRROR: server.url }).install(silent);
    expect(engine).toEqual({
      path: join(home, "engine", pinnedVersion, "pulumi"),
      version: pinnedVersion,
      foundBy: "~/.deployer/engine",
    });
    expect(statSync(engine.path).mode & 0o777).toBe(0o755);
    expect(statSync(join(home, "engine", pinnedVersion)).mode & 0o777).toBe(0o700);
    const left = [...new Bun.Glob("**/*").scanSync({ cwd: home, dot: true })].sort();
    expect(left).toEqual([`engine/${pinnedVersion}/pulumi`, "engine/versions.json"]);
  });

  test("a second run downloads nothing and starts no process, in a new process too", async () => {
    const server = await serveRelease();
    const environment = { PATH: "/bin:/usr/bin", DEPLOYER_ENGINE_MIRROR: server.url };
    await installer(environment).install(silent);
    const requests = server.requests.length;
    const processes = startCount();
    const again = installer(environment);
    await again.install(silent);
    expect((await again.find())?.version).toBe(pinnedVersion);
    expect(server.requests.length).toBe(requests);
    expect(startCount()).toBe(processes);
  });

  test("two installations at once download once", async () => {
    const server = await serveRelease();
    const environment = { PATH: "/bin:/usr/bin", DEPLOYER_ENGINE_MIRROR: server.url };
    await Promise.all([installer(environment).install(silent), installer(environment).install(silent)]);
    expect(server.requests).toEqual([listingName, archiveName]);
  });

  test("a lock that a dead process left is taken over", async () => {
    const server = await serveRelease();
    mkdirSync(join(home, "engine"), { recursive: true });
    writeFileSync(join(home, "engine", "install.lock"), "999999999");
    await installer({ PATH: "/bin:/usr/bin", DEPLOYER_ENGINE_MIRROR: server.url }).install(silent);
    expect(existsSync(join(home, "engine", "install.lock"))).toBe(false);
  });

  test("an altered release stops the installation, and no build follows", async () => {
    const server = await serveRelease({ listedSha256: "a".repeat(64) });
    const go = writeProgram(join(folder, "bin", "go"), engineScript(pinnedVersion));
    const environment = { PATH: join(go, ".."), DEPLOYER_ENGINE_MIRROR: server.url };
    expect((await failureOf(installer(environment).install(silent))).code).toBe("DOWNLOAD_CHECKSUM");
    expect(startCount()).toBe(0);
    expect(existsSync(join(home, "engine", pinnedVersion, "pulumi"))).toBe(false);
  });

  test("a pinned checksum is trusted over the listing", async () => {
    const server = await serveRelease();
    const environment = { PATH: "/bin:/usr/bin", DEPLOYER_ENGINE_MIRROR: server.url };
    const checksums = { [archiveName]: "b".repeat(64) };
    const pinned = new EngineRelease({
      environment,
      homeFolder: home,
      platform: "linux",
      architecture: "x64",
      checksums,
    });
    expect((await failureOf(pinned.install(silent))).message).toContain("b".repeat(64));
    expect(server.requests).toEqual([archiveName]);
  });

  test("a release of another version is refused", async () => {
    const server = await serveRelease({ version: "v3.1.0" });
    const environment = { PATH: "/bin:/usr/bin", DEPLOYER_ENGINE_MIRROR: server.url };
    const error = await failureOf(installer(environment).install(silent));
    expect(error.message).toContain("v3.1.0");
    expect(existsSync(join(home, "engine", pinnedVersion, "pulumi"))).toBe(false);
  });

  test("a damaged engine is replaced", async () => {
    const server = await serveRelease();
    writeProgram(join(home, "engine", pinnedVersion, "pulumi"), "#!/bin/sh\nexit 1\n");
    await installer({ PATH: "/bin:/usr/bin", DEPLOYER_ENGINE_MIRROR: server.url }).install(silent);
    expect((await installer({ PATH: "" }).find())?.version).toBe(pinnedVersion);
  });

  test("a mirror without https is not trusted to name its own checksums", async () => {
    const environment = { PATH: "", DEPLOYER_ENGINE_MIRROR: "http://mirror.invalid" };
    expect((await failureOf(installer(environment).install(silent))).message).toContain("not https");
  });

  test("a mirror that is no address is the user's to correct", async () => {
    const error = await failureOf(installer({ PATH: "", DEPLOYER_ENGINE_MIRROR: "mirror" }).install(silent));
    expect(error.code).toBe("SETTINGS_INVALID");
    expect(error.fault).toBe("user");
  });

  test("a folder that cannot be written is an error with a way out", async () => {
    writeFileSync(home, "a file where the folder should be");
    const error = await failureOf(installer({ PATH: "" }).install(silent));
    expect(error.code).toBe("ENGINE_INSTALL_FAILED");
    expect(error.hint).toContain("DEPLOYER_PULUMI");
  });
});

describe("install by building", () => {
  /** A stand-in for go: keeps its arguments and module files, and writes an engine where `-o` says. */
  const fakeGo = (then: string) =>
    writeProgram(
      join(folder, "bin", "go"),
      `#!/bin/sh\necho "$@" > '${folder}/go.args'\ncp go.mod go.sum tools.go '${folder}/'\npwd > '${folder}/go.pwd'\n${then}\n`,
    );
  const writesEngine = `while [ "$1" != "-o" ]; do shift; done\nprintf '#!/bin/sh\\necho ${pinnedVersion}\\n' > "$2"`;

  test("without a network the engine is built from the module files inside the program", async () => {
    fakeGo(writesEngine);
    const lines: string[] = [];
    const environment = { PATH: `${folder}/bin:/bin:/usr/bin`, DEPLOYER_ENGINE_MIRROR: nowhere };
    const engine = await installer(environment).install((line) => lines.push(line));
    expect(engine.version).toBe(pinnedVersion);
    expect(readFileSync(join(folder, "go.args"), "utf8")).toContain(`version.Version=${pinnedVersion}`);
    expect(readFileSync(join(folder, "go.mod"), "utf8")).toContain(`github.com/pulumi/pulumi/pkg/v3 ${pinnedVersion}`);
    expect(readFileSync(join(folder, "go.sum"), "utf8")).toContain(
      `github.com/pulumi/pulumi/pkg/v3 ${pinnedVersion} h1:`,
    );
    expect(existsSync(readFileSync(join(folder, "go.pwd"), "utf8").trim())).toBe(false);
    expect(lines[0]).toContain("cannot be reached");
    expect(lines[1]).toContain("Building the engine");
  });

  test("a platform without a release is built", async () => {
    fakeGo(writesEngine);
    const environment = { PATH: `${folder}/bin:/bin:/usr/bin`, DEPLOYER_ENGINE_MIRROR: nowhere };
    const engine = await installer(environment, { platform: "freebsd" }).install(silent);
    expect(engine.version).toBe(pinnedVersion);
  });

  test("neither network nor Go: one error that says both, and how to go on", async () => {
    const error = await failureOf(installer({ PATH: "", DEPLOYER_ENGINE_MIRROR: nowhere }).install(silent));
    expect(error.code).toBe("ENGINE_INSTALL_FAILED");
    expect(error.message).toContain("cannot be reached");
    expect(error.message).toContain("no program `go` is on PATH");
    expect(error.hint).toContain("DEPLOYER_ENGINE_MIRROR");
    expect(error.hint).toContain("https://go.dev/dl");
  });

  test("a build that fails shows what go said", async () => {
    fakeGo("echo 'go: module lookup disabled' >&2\nexit 1");
    const environment = { PATH: `${folder}/bin:/bin:/usr/bin`, DEPLOYER_ENGINE_MIRROR: nowhere };
    const error = await failureOf(installer(environment).install(silent));
    expect(error.code).toBe("ENGINE_INSTALL_FAILED");
    expect(error.message).toContain("go: module lookup disabled");
    expect([...new Bun.Glob("**/*").scanSync({ cwd: home, dot: true })]).toEqual([]);
  });
});

describe("find", () => {
  test("goes by DEPLOYER_PULUMI, then Deployer's own folder, then PATH", async () => {
    const named = writeProgram(join(folder, "named"), engineScript("v3.9.9"));
    const own = writeProgram(join(home, "engine", pinnedVersion, "pulumi"), engineScript(pinnedVersion));
    const onPath = writeProgram(join(folder, "bin", "pulumi"), engineScript("v3.1.1"));
    const path = `${folder}/bin:/bin:/usr/bin`;
    expect(await installer({ PATH: path, DEPLOYER_PULUMI: named }).find()).toEqual({
      path: named,
      version: "v3.9.9",
      foundBy: "DEPLOYER_PULUMI",
    });
    expect((await installer({ PATH: path }).find())?.path).toBe(own);
    rmSync(own);
    expect(await installer({ PATH: path }).find()).toEqual({ path: onPath, version: "v3.1.1", foundBy: "PATH" });
    rmSync(onPath);
    expect(await installer({ PATH: path }).find()).toBeUndefined();
  });

  test("starts one process at the first run, none at the next, and one more after the file changed", async () => {
    const named = writeProgram(join(folder, "named"), engineScript("v3.9.9"));
    const environment = { PATH: "/bin:/usr/bin", DEPLOYER_PULUMI: named };
    await installer(environment).find();
    await installer(environment).find();
    expect(startCount()).toBe(1);
    writeProgram(named, `${engineScript("v3.10.0")}# changed\n`);
    expect((await installer(environment).find())?.version).toBe("v3.10.0");
    expect(startCount()).toBe(2);
  });

  test("a damaged cache costs a process and nothing else", async () => {
    mkdirSync(join(home, "engine"), { recursive: true });
    writeFileSync(join(home, "engine", "versions.json"), "{");
    const named = writeProgram(join(folder, "named"), engineScript("v3.9.9"));
    expect((await installer({ PATH: "/bin:/usr/bin", DEPLOYER_PULUMI: named }).find())?.version).toBe("v3.9.9");
  });

  test("DEPLOYER_PULUMI that names no program is an error", async () => {
    const error = await failureOf(installer({ DEPLOYER_PULUMI: join(folder, "missing") }).find());
    expect(error.code).toBe("ENGINE_MISSING");
    expect(error.fault).toBe("user");
  });

  test("a program that gives no version is an error that says what it said", async () => {
    const named = writeProgram(join(folder, "named"), "#!/bin/sh\necho broken library >&2\nexit 127\n");
    const error = await failureOf(installer({ PATH: "/bin:/usr/bin", DEPLOYER_PULUMI: named }).find());
    expect(error.code).toBe("ENGINE_FAILED");
    expect(error.message).toContain("broken library");
  });
});
