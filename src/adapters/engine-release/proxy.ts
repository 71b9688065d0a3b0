/** Environment variables by name. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The proxy for an address by the usual variables, lower case first; undefined where it is to be reached directly. */
export function proxyFor(address: string, environment: Environment): string | undefined {
  const url = new URL(address);
  const variable = url.protocol === "https:" ? "https_proxy" : "http_proxy";
  const proxy = read(environment, variable) ?? read(environment, "all_proxy");
  if (!proxy || isExempt(url, read(environment, "no_proxy") ?? "")) return undefined;
  return proxy.includes("://") ? proxy : `http://${proxy}`;
}

function read(environment: Environment, name: string): string | undefined {
  return environment[name] || environment[name.toUpperCase()] || undefined;
}

function isExempt(url: URL, noProxy: string): boolean {
  const port = url.port || (url.protocol === "https:" ? "443" : "80");
  return noProxy
    .split(/[\s,]+/)
    .filter(Boolean)
    .some((entry) => {
      if (entry === "*") return true;
      const match = /^\*?\.?(.+?)(?::(\d+))?$/.exec(entry.toLowerCase());
      const host = match?.[1] ?? "";
      if (match?.[2] && match[2] !== port) return false;
      return url.hostname === host || url.hostname.endsWith(`.${host}`);
    });
}
