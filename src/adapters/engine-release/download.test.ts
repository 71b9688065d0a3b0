import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DeployerError } from "../../diagnostics/deployer-error.ts";
import { download, downloadText } from "./download.ts";
import type { Environment } from "./proxy.ts";

const content = new Uint8Array(300_000).map((_, index) => (index * 31) % 251);
const sha256 = createHash("sha256").update(content).digest("hex");
const limits = { connectTimeoutMs: 2_000, stallTimeoutMs: 400 };

let folder: string;
let partPath: string;
const stops: (() => void)[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "download-"));
  partPath = join(folder, "file.part");
});
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
  rmSync(folder, { recursive: true, force: true });
});

/** A server on loopback that keeps the requests that it saw. */
function serve(answer: (request: Request) => Response) {
  const requests: { readonly path: string; readonly range: string | null }[] = [];
  const server = Bun.serve({
    hostname: "127.0.0.1",
    port: 0,
    fetch(request) {
      requests.push({ path: new URL(request.url).pathname, range: request.headers.get("range") });
      return answer(request);
    },
  });
  stops.push(() => void server.stop(true));
  return { requests, url: `http://127.0.0.1:${server.port}` };
}

/** A server that announces all bytes, sends some, and then closes or falls silent. */
async function serveBroken(sent: number, after: "close" | "silence", honoursRange: boolean) {
  let connections = 0;
  const server = createServer((socket) => {
    connections++;
    socket.on("error", () => {});
    socket.once("data", (data) => {
      const asked = honoursRange ? Number(/range: bytes=(\d+)-/i.exec(data.toString())?.[1] ?? 0) : 0;
      const status =
        asked > 0
          ? `206 Partial Content\r\nContent-Range: bytes ${asked}-${content.length - 1}/${content.length}`
          : "200 OK";
      socket.write(`HTTP/1.1 ${status}\r\nContent-Length: ${content.length - asked}\r\n\r\n`);
      const piece = Buffer.from(content.subarray(asked, asked + sent));
      socket.write(piece);
      // The pause lets the client read what was sent: bytes that arrive together with the end are lost to it.
      if (after === "close") setTimeout(() => socket.end(), 50);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  stops.push(() => void server.close());
  const { port } = server.address() as { port: number };
  return { url: `http://127.0.0.1:${port}/file`, connections: () => connections };
}

function ranged(request: Request): Response {
  const start = Number(/bytes=(\d+)-/.exec(request.headers.get("range") ?? "")?.[1] ?? 0);
  if (start === 0) return new Response(content);
  if (start >= content.length) return new Response(null, { status: 416 });
  const headers = { "content-range": `bytes ${start}-${content.length - 1}/${content.length}` };
  return new Response(content.slice(start), { status: 206, headers });
}

const get = (url: string, environment: Environment = {}) => download({ url, partPath, sha256, environment, limits });

async function failureOf(work: Promise<unknown>): Promise<DeployerError> {
  try {
    await work;
  } catch (error) {
    if (error instanceof DeployerError) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
}

const downloaded = () => createHash("sha256").update(readFileSync(partPath)).digest("hex");

describe("download", () => {
  test("writes a file whose checksum is right", async () => {
    await get(`${serve(ranged).url}/file`);
    expect(downloaded()).toBe(sha256);
  });

  test("a wrong checksum is an error and leaves nothing that could be installed", async () => {
    const altered = content.slice();
    altered[1000] = 0xff;
    const error = await failureOf(get(`${serve(() => new Response(altered)).url}/file`));
    expect(error.code).toBe("DOWNLOAD_CHECKSUM");
    expect(error.message).toContain(sha256);
    expect(existsSync(partPath)).toBe(false);
  });

  test("a body that ends too early is no success, and its part is kept for the next run", async () => {
    const server = await serveBroken(1_000, "close", false);
    const error = await failureOf(get(server.url));
    expect(error.code).toBe("DOWNLOAD_FAILED");
    expect(error.message).toContain(`1000 of ${content.length} bytes`);
    expect(readFileSync(partPath).length).toBe(1_000);
  });

  test("a connection that breaks again and again is continued where it broke", async () => {
    const server = await serveBroken(100_000, "close", true);
    await get(server.url);
    expect(downloaded()).toBe(sha256);
    expect(server.connections()).toBe(3);
  });

  test("a server that falls silent in the middle is given up", async () => {
    const server = await serveBroken(1_000, "silence", false);
    expect((await failureOf(get(server.url))).code).toBe("DOWNLOAD_FAILED");
  });

  test("a server that never answers is given up", async () => {
    const server = createServer(() => {});
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    stops.push(() => void server.close());
    const { port } = server.address() as { port: number };
    const quick = { connectTimeoutMs: 200, stallTimeoutMs: 200 };
    const url = `http://127.0.0.1:${port}/file`;
    const error = await failureOf(download({ url, partPath, sha256, environment: {}, limits: quick }));
    expect(error.message).toContain("no answer within 200 ms");
  });

  test("a part of an earlier run is continued by Range", async () => {
    writeFileSync(partPath, content.slice(0, 120_000));
    const server = serve(ranged);
    await get(`${server.url}/file`);
    expect(server.requests.map((each) => each.range)).toEqual(["bytes=120000-"]);
    expect(downloaded()).toBe(sha256);
  });

  test("a complete part is verified without being downloaded again", async () => {
    writeFileSync(partPath, content);
    const server = serve(ranged);
    await get(`${server.url}/file`);
    expect(server.requests.length).toBe(1);
    expect(downloaded()).toBe(sha256);
  });

  test("a part that is another file's beginning is thrown away and the download starts over, once", async () => {
    writeFileSync(partPath, new Uint8Array(5_000));
    const server = serve(ranged);
    await get(`${server.url}/file`);
    expect(server.requests.map((each) => each.range)).toEqual(["bytes=5000-", null]);
    expect(downloaded()).toBe(sha256);
  });

  test("a server that ignores Range sends everything, and the part is not doubled", async () => {
    writeFileSync(partPath, content.slice(0, 120_000));
    await get(`${serve(() => new Response(content)).url}/file`);
    expect(downloaded()).toBe(sha256);
  });

  test("a server that answers with another range is refused", async () => {
    writeFileSync(partPath, content.slice(0, 1_000));
    const headers = { "content-range": `bytes 5-${content.length - 1}/${content.length}` };
    const server = serve(() => new Response(content.slice(5), { status: 206, headers }));
    expect((await failureOf(get(`${server.url}/file`))).message).toContain("another range");
  });

  test("a status that is no success is an error that names it", async () => {
    const error = await failureOf(get(`${serve(() => new Response("no", { status: 403 })).url}/file`));
    expect(error.message).toContain("403");
  });

  test("a refused connection is an error at once", async () => {
    const error = await failureOf(get("http://127.0.0.1:1/file"));
    expect(error.code).toBe("DOWNLOAD_FAILED");
    expect(error.fault).toBe("environment");
    expect(error.hint).toContain("DEPLOYER_ENGINE_MIRROR");
  });

  test("a listing that does not exist is an error", async () => {
    const url = `${serve(() => new Response("", { status: 404 })).url}/checksums.txt`;
    expect((await failureOf(downloadText(url, {}, limits))).message).toContain("404");
  });
});

describe("redirects", () => {
  test("are followed, relative ones too", async () => {
    const server = serve((request) =>
      new URL(request.url).pathname === "/file"
        ? new Response(null, { status: 302, headers: { location: "/moved" } })
        : ranged(request),
    );
    await get(`${server.url}/file`);
    expect(server.requests.map((each) => each.path)).toEqual(["/file", "/moved"]);
    expect(downloaded()).toBe(sha256);
  });

  test("in a circle end with an error", async () => {
    const server = serve(() => new Response(null, { status: 302, headers: { location: "/file" } }));
    expect((await failureOf(get(`${server.url}/file`))).message).toContain("more than 5 times");
    expect(server.requests.length).toBe(6);
  });

  test("to an address that is neither http nor https are refused", async () => {
    const server = serve(() => new Response(null, { status: 302, headers: { location: "file:///etc/passwd" } }));
    expect((await failureOf(get(`${server.url}/file`))).message).toContain("not https");
  });
});

describe("proxy", () => {
  test("HTTP_PROXY is used, for a host that only the proxy can reach", async () => {
    const proxy = serve(ranged);
    await get("http://releases.invalid/file", { HTTP_PROXY: proxy.url });
    expect(proxy.requests.length).toBe(1);
    expect(downloaded()).toBe(sha256);
  });

  test("NO_PROXY is obeyed", async () => {
    const proxy = serve(() => new Response("from the proxy"));
    const origin = serve(ranged);
    await get(`${origin.url}/file`, { HTTP_PROXY: proxy.url, NO_PROXY: "example.com,127.0.0.1" });
    expect(proxy.requests.length).toBe(0);
    expect(downloaded()).toBe(sha256);
  });

  test("a proxy that is no address is an error without it, because it may hold a password", async () => {
    const error = await failureOf(get("http://releases.invalid/file", { http_proxy: "http://me:secret@" }));
    expect(error.code).toBe("DOWNLOAD_FAILED");
    expect(error.message).not.toContain("secret");
  });

  test("a proxy that cannot be reached is named in the error, without its password", async () => {
    const error = await failureOf(get("http://releases.invalid/file", { http_proxy: "http://me:secret@127.0.0.1:1" }));
    expect(error.message).toContain("through the proxy 127.0.0.1:1");
    expect(error.message).not.toContain("secret");
  });
});
