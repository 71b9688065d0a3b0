import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** Writes a repository of so many queues, whose visibility timeout is the variable TIMEOUT. */
export function writeQueues(folder: string, queues: number): void {
  const write = (path: string, text: string): void => {
    const file = join(folder, "stacks/queues", path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  };
  write(
    "stack.yaml",
    `apiVersion: core.deployer.io/v1
kind: Stack
metadata:
  name: queues
spec:
  provider: {name: aws, region: us-east-1}
  variables:
    - name: TIMEOUT
      type: number
`,
  );
  write(
    "services/jobs/service.yaml",
    "apiVersion: core.deployer.io/v1\nkind: Service\nmetadata:\n  name: jobs\n  stack: queues\nspec: {}\n",
  );
  for (let index = 0; index < queues; index++)
    write(
      `services/jobs/components/q${index}/sqs.yaml`,
      `apiVersion: components.deployer.io/v1
kind: SQS
metadata:
  name: q${index}
  service: jobs
  stack: queues
spec:
  visibilityTimeoutSeconds: \${TIMEOUT}
`,
    );
}
