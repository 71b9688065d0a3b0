import { closeSync, openSync, rmSync, statSync, writeSync } from "node:fs";
import { DeployerError } from "../../diagnostics/deployer-error.ts";
import { sha256OfFile } from "./checksums.ts";
import { downloadFailed, fetchRelease, type NetworkLimits, networkLimits, reasonOf } from "./fetch-release.ts";
import type { Environment } from "./proxy.ts";

export interface DownloadRequest {
  readonly url: string;
  /** Where the bytes are kept; what an earlier run left there is continued. */
  readonly partPath: string;
  readonly sha256: string;
  readonly environment: Environment;
  readonly limits?: NetworkLimits;
  readonly report?: (line: string) => void;
}

const attempts = 3;
const maxListingBytes = 1 << 20;

/**
 * Downloads a file and verifies it. A connection that breaks is continued by Range, now and by later runs, because the
 * part stays on disk. Throws DOWNLOAD_FAILED, or DOWNLOAD_CHECKSUM after removing what cannot be trusted.
 */
export async function download(request: DownloadRequest): Promise<void> {
  let resumed = sizeOf(request.partPath) > 0;
  for (;;) {
    await complete(request);
    const actual = await sha256OfFile(request.partPath);
    if (actual === request.sha256) return;
    rmSync(request.partPath, { force: true });
    if (!resumed) throw wrongChecksum(request, actual);
    // What an earlier run left may have been another file's beginning: it deserves one attempt from zero.
    resumed = false;
  }
}

/** Downloads a small text file. Throws DOWNLOAD_FAILED. */
export async function downloadText(
  url: string,
  environment: Environment,
  limits: NetworkLimits = networkLimits,
): Promise<string> {
  const { response, abort } = await fetchRelease(url, {}, environment, limits);
  const timer = setTimeout(() => abort.abort(), limits.stallTimeoutMs);
  try {
    if (!response.ok) throw downloadFailed(`${url} answers with status ${response.status}.`);
    const text = await response.text();
    if (text.length > maxListingBytes) throw downloadFailed(`${url} is not a checksums file: it is too large.`);
    return text;
  } catch (error) {
    if (error instanceof DeployerError) throw error;
    throw downloadFailed(`${url} could not be read: ${reasonOf(error)}.`, error);
  } finally {
    clearTimeout(timer);
    abort.abort();
  }
}

async function complete(request: DownloadRequest): Promise<void> {
  let failure: DeployerError | undefined;
  for (let attempt = 0; attempt < attempts; attempt++) {
    const before = sizeOf(request.partPath);
    const outcome = await transfer(request, before);
    if (outcome === "complete") return;
    failure = outcome;
    // Asking again is worth it only where the last answer brought something.
    if (sizeOf(request.partPath) <= before) break;
    request.report?.("The connection broke; continuing the download");
  }
  throw failure ?? downloadFailed(`${request.url} could not be read.`);
}

async function transfer(request: DownloadRequest, offset: number): Promise<"complete" | DeployerError> {
  const limits = request.limits ?? networkLimits;
  const range: Record<string, string> = offset > 0 ? { range: `bytes=${offset}-` } : {};
  const { response, abort } = await fetchRelease(request.url, range, request.environment, limits);
  try {
    if (response.status === 416 && offset > 0) return "complete";
    const continues = response.status === 206 && startOf(response) === offset;
    if (response.status === 206 && !continues) throw downloadFailed(`${request.url} answers with another range.`);
    if (response.status !== 206 && response.status !== 200) {
      throw downloadFailed(`${request.url} answers with status ${response.status}.`);
    }
    const start = continues ? offset : 0;
    const announced = response.headers.get("content-length");
    const expected = announced === null ? undefined : start + Number(announced);
    const { size, broken } = await writeBody(request, response, start, () => abort.abort(), limits);
    if (broken === undefined && (expected === undefined || size === expected)) return "complete";
    const why = broken === undefined ? "the connection closed" : reasonOf(broken);
    return downloadFailed(`${request.url} ended after ${size} of ${expected ?? "unknown"} bytes: ${why}.`, broken);
  } finally {
    abort.abort();
  }
}

async function writeBody(
  request: DownloadRequest,
  response: Response,
  start: number,
  giveUp: () => void,
  limits: NetworkLimits,
): Promise<{ readonly size: number; readonly broken: unknown }> {
  const file = openSync(request.partPath, start > 0 ? "a" : "w", 0o600);
  let size = start;
  let timer = setTimeout(giveUp, limits.stallTimeoutMs);
  try {
    for await (const chunk of response.body ?? []) {
      clearTimeout(timer);
      timer = setTimeout(giveUp, limits.stallTimeoutMs);
      writeSync(file, chunk);
      size += chunk.length;
    }
    return { size, broken: undefined };
  } catch (error) {
    if (isDiskError(error)) throw downloadFailed(`${request.partPath} cannot be written: ${reasonOf(error)}.`, error);
    return { size, broken: error };
  } finally {
    clearTimeout(timer);
    closeSync(file);
  }
}

function isDiskError(error: unknown): boolean {
  return ["ENOSPC", "EDQUOT", "EIO", "EROFS"].includes(String((error as { code?: unknown }).code));
}

function startOf(response: Response): number | undefined {
  const match = /^bytes (\d+)-/.exec(response.headers.get("content-range") ?? "");
  return match?.[1] === undefined ? undefined : Number(match[1]);
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

function wrongChecksum(request: DownloadRequest, actual: string): DeployerError {
  return new DeployerError("DOWNLOAD_CHECKSUM", {
    fault: "environment",
    summary: "The downloaded engine does not have the published checksum",
    detail: `${request.url} has SHA-256 ${actual}, but ${request.sha256} was expected. Nothing was installed.`,
    hint: "Do not use that file: find out whether a proxy or mirror alters downloads, then try again.",
  });
}
