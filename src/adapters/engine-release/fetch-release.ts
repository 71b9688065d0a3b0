import { DeployerError } from "../../diagnostics/deployer-error.ts";
import { type Environment, proxyFor } from "./proxy.ts";

/** How long a server may stay silent. */
export interface NetworkLimits {
  /** From the request to the response's headers. Short, because a build from source is waiting as the second way. */
  readonly connectTimeoutMs: number;
  /** Between two pieces of a body. */
  readonly stallTimeoutMs: number;
}

export const networkLimits: NetworkLimits = { connectTimeoutMs: 10_000, stallTimeoutMs: 30_000 };

const maxRedirects = 5;

/** A response whose redirects have been followed, and the means to give it up. */
export interface ReleaseResponse {
  readonly response: Response;
  readonly abort: AbortController;
}

/**
 * Asks for an address, follows a limited number of redirects, and chooses the proxy anew for each of them. Throws
 * DOWNLOAD_FAILED where nothing answers; answers of any status are given back.
 */
export async function fetchRelease(
  address: string,
  headers: Readonly<Record<string, string>>,
  environment: Environment,
  limits: NetworkLimits,
): Promise<ReleaseResponse> {
  let current = address;
  for (let redirects = 0; redirects <= maxRedirects; redirects++) {
    const answer = await request(current, headers, environment, limits);
    const location = answer.response.headers.get("location");
    if (answer.response.status < 300 || answer.response.status > 399 || !location) return answer;
    answer.abort.abort();
    if (!URL.canParse(location, current)) throw downloadFailed(`${current} redirects to an invalid address.`);
    const next = new URL(location, current);
    if (next.protocol !== "https:" && !(next.protocol === "http:" && new URL(current).protocol === "http:")) {
      throw downloadFailed(`${current} redirects to ${next.href}, which is not https.`);
    }
    current = next.href;
  }
  throw downloadFailed(`${address} redirects more than ${maxRedirects} times.`);
}

/** The failure of a download, with what a user can do about it. */
export function downloadFailed(detail: string, cause?: unknown): DeployerError {
  return new DeployerError("DOWNLOAD_FAILED", {
    fault: "environment",
    summary: "The engine could not be downloaded",
    detail,
    hint: "Check the network and HTTPS_PROXY, or name a mirror in DEPLOYER_ENGINE_MIRROR.",
    cause,
  });
}

async function request(
  address: string,
  headers: Readonly<Record<string, string>>,
  environment: Environment,
  limits: NetworkLimits,
): Promise<ReleaseResponse> {
  const proxy = proxyFor(address, environment);
  if (proxy && !URL.canParse(proxy)) throw downloadFailed("The proxy of the environment is not a valid address.");
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), limits.connectTimeoutMs);
  try {
    const response = await fetch(address, {
      // A transparently unpacked body would have neither the announced length nor the published checksum.
      headers: { "accept-encoding": "identity", ...headers },
      redirect: "manual",
      signal: abort.signal,
      ...(proxy ? { proxy } : {}),
    });
    return { response, abort };
  } catch (error) {
    const via = proxy ? ` through the proxy ${new URL(proxy).host}` : "";
    const reason = abort.signal.aborted ? `no answer within ${limits.connectTimeoutMs} ms` : reasonOf(error);
    throw downloadFailed(`${address} cannot be reached${via}: ${reason}.`, error);
  } finally {
    clearTimeout(timer);
  }
}

/** An error in one line, for people. */
export function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  // The runtime adds advice for programmers behind the first sentence.
  return message.replace(/ For more information.*$/s, "").replace(/[.\s]+$/, "");
}
