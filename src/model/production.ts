/** Whether an environment is production by its name: `prod`, `production`, or one that starts so, as `prod-eu` does. */
export const isProduction = (environment: string | undefined): boolean =>
  environment !== undefined && /^prod(uction)?(-|$)/.test(environment);
