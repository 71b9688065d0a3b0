import { describe, expect, test } from "bun:test";
import { proxyFor } from "./proxy.ts";

const proxy = "http://proxy.internal:3128";
const address = "https://get.pulumi.com/releases/file";

describe("proxyFor", () => {
  test.each([
    ["no variable", {}, undefined],
    ["HTTPS_PROXY", { HTTPS_PROXY: proxy }, proxy],
    ["https_proxy before HTTPS_PROXY", { https_proxy: proxy, HTTPS_PROXY: "http://other" }, proxy],
    ["HTTP_PROXY is not for https", { HTTP_PROXY: proxy }, undefined],
    ["ALL_PROXY", { ALL_PROXY: proxy }, proxy],
    ["a proxy without scheme", { HTTPS_PROXY: "proxy.internal:3128" }, proxy],
    ["an empty variable", { HTTPS_PROXY: "" }, undefined],
    ["NO_PROXY names the host", { HTTPS_PROXY: proxy, NO_PROXY: "get.pulumi.com" }, undefined],
    ["NO_PROXY names the domain", { HTTPS_PROXY: proxy, NO_PROXY: "localhost, pulumi.com" }, undefined],
    ["NO_PROXY with a dot", { HTTPS_PROXY: proxy, no_proxy: ".pulumi.com" }, undefined],
    ["NO_PROXY with the port", { HTTPS_PROXY: proxy, NO_PROXY: "pulumi.com:443" }, undefined],
    ["NO_PROXY with another port", { HTTPS_PROXY: proxy, NO_PROXY: "pulumi.com:8443" }, proxy],
    ["NO_PROXY names a host with the same ending", { HTTPS_PROXY: proxy, NO_PROXY: "ulumi.com" }, proxy],
    ["NO_PROXY is a star", { HTTPS_PROXY: proxy, NO_PROXY: "*" }, undefined],
  ])("%s", (_name, environment, expected) => {
    expect(proxyFor(address, environment)).toBe(expected);
  });
});
