import { spawn, spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

const checkout = join(import.meta.dir, "../..");
const built = join(checkout, "dist/deployer");

/** What the binary is made of. */
const sources = ["src", "schemas", "plugins", "policies", "package.json", "bun.lock", "scripts/build"];

function newestSourceMs(): number {
  const times = sources.flatMap((source) => {
    const path = join(checkout, source);
    if (!existsSync(path)) return [];
    if (statSync(path).isFile()) return [statSync(path).mtimeMs];
    return [...new Bun.Glob("**/*").scanSync({ cwd: path, dot: true })]
      .filter((name) => !name.endsWith(".test.ts") && !name.includes("/testing/"))
      .map((name) => statSync(join(path, name), { throwIfNoEntry: false })?.mtimeMs ?? 0);
  });
  return Math.max(...times);
}

/** The compiled binary of this checkout, built where there is none or an older one. */
function builtBinary(): string {
  if (existsSync(built) && statSync(built).mtimeMs >= newestSourceMs()) return built;
  const build = spawnSync(join(checkout, "scripts/build"), { cwd: checkout, encoding: "utf8" });
  if (build.status !== 0) throw new Error(`scripts/build failed:\n${build.stdout}${build.stderr}`);
  return built;
}

const folderVariable = "DEPLOYER_E2E_FOLDER";

/** A folder of this test run, which all of its files share; removed when the run's process has ended. */
export function runFolder(): string {
  const known = process.env[folderVariable];
  if (known) return known;
  const made = mkdtempSync(join(tmpdir(), "deployer-e2e-"));
  process.env[folderVariable] = made;
  // A test runner tells nobody that it ends, so that someone beside it has to tidy up.
  const tidy = `while kill -0 ${process.pid} 2>/dev/null; do sleep 1; done; rm -rf '${made}'`;
  spawn("/bin/sh", ["-c", tidy], { detached: true, stdio: "ignore" }).unref();
  return made;
}

/** A copy of the binary with nothing of the checkout beside it. */
export function aloneBinary(): string {
  const copy = join(runFolder(), "bin/deployer");
  if (!existsSync(copy)) {
    mkdirSync(dirname(copy), { recursive: true });
    copyFileSync(builtBinary(), copy);
  }
  return copy;
}
