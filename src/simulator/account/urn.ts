/** What the engine's name of a resource says. */
export interface UrnParts {
  readonly pulumiStack: string;
  /** Deployer's stack. */
  readonly project: string;
  readonly type: string;
  readonly name: string;
  /** `service/component`, where the Pulumi stack is named `service.component` or `service.component.region`. */
  readonly component: string | null;
}

/** Reads `urn:pulumi:STACK::PROJECT::PARENT$TYPE::NAME`. */
export function parseUrn(urn: string): UrnParts {
  const [head = "", project = "", types = "", ...rest] = urn.split("::");
  const pulumiStack = head.slice("urn:pulumi:".length);
  const [service, component] = pulumiStack.split(".");
  return {
    pulumiStack,
    project,
    type: types.slice(types.lastIndexOf("$") + 1),
    name: rest.join("::"),
    component: service && component ? `${service}/${component}` : null,
  };
}
