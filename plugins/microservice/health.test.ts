import { describe, expect, test } from "bun:test";
import * as v from "valibot";
import type { CloudQueries, EcsDeployment } from "../../src/ports/cloud-reader.ts";
import { answerCloud } from "../../test/kinds/answer-cloud.ts";
import kind from "./index.ts";
import { microServiceSpec } from "./schema.ts";

type Service = CloudQueries["ecs:service"]["answer"];
type Targets = CloudQueries["elbv2:target-health"]["answer"]["targets"];

const family = "arn:aws:ecs:us-east-1:123456789012:task-definition/api";
const spec = v.parse(microServiceSpec, { image: { repository: "api", tag: "1" }, ports: [{ name: "http", port: 80 }] });
const outputs = {
  serviceName: "api",
  serviceArn: "arn:service",
  clusterArn: "arn:cluster",
  taskDefinitionArn: `${family}:2`,
  taskRoleArn: "arn:role",
  logGroupName: "/api",
  securityGroupId: "sg-1",
  port: 80,
  url: null,
  targetGroupArn: null as string | null,
};
const deployment = (change: Partial<EcsDeployment> = {}): EcsDeployment => ({
  status: "PRIMARY",
  taskDefinition: `${family}:2`,
  rolloutState: "COMPLETED",
  rolloutStateReason: "",
  desiredCount: 2,
  runningCount: 2,
  failedTasks: 0,
  ...change,
});
const service = (change: Partial<Service> = {}): Service => ({
  status: "ACTIVE",
  desiredCount: 2,
  runningCount: 2,
  pendingCount: 0,
  deployments: [deployment()],
  events: [{ at: "2026-01-01T00:00:00Z", message: "task failed container health checks" }],
  ...change,
});
const verdictOn = (answer: Service | undefined, targets?: Targets) =>
  kind.health({
    spec,
    outputs: { ...outputs, targetGroupArn: targets ? "arn:target-group" : null },
    ask: answerCloud({ "ecs:service": answer, "elbv2:target-health": targets && { targets } }),
  });
const target = (state: string, reason?: string) => ({ id: "10.0.0.1", state, reason });

describe("a service is healthy where", () => {
  test("our revision runs completely", async () => {
    expect(await verdictOn(service())).toEqual({ result: "healthy", detail: "2/2 running", revision: `${family}:2` });
  });
  test("the load balancer finds every task healthy, whatever drains", async () => {
    const verdict = await verdictOn(service(), [target("healthy"), target("healthy"), target("draining")]);
    expect(verdict.result).toBe("healthy");
  });
  test("no task is wanted and none runs", async () => {
    const none = service({
      desiredCount: 0,
      runningCount: 0,
      deployments: [deployment({ desiredCount: 0, runningCount: 0 })],
    });
    expect(await verdictOn(none, [])).toMatchObject({ result: "healthy", detail: "0/0 running" });
  });
});

describe("a service is unhealthy where", () => {
  const cases: [string, Service | undefined, RegExp][] = [
    ["AWS knows none", undefined, /knows no ECS service api/],
    ["it is being deleted", service({ status: "DRAINING" }), /DRAINING/],
    [
      "our rollout failed",
      service({ deployments: [deployment({ rolloutState: "FAILED", rolloutStateReason: "circuit breaker" })] }),
      /rollout of api:2 failed: circuit breaker; newest events: task failed/,
    ],
    [
      "the circuit breaker is going back",
      service({
        deployments: [
          deployment({ taskDefinition: `${family}:1`, rolloutState: "IN_PROGRESS" }),
          deployment({ status: "ACTIVE", rolloutState: "FAILED", rolloutStateReason: "circuit breaker" }),
        ],
      }),
      /went back to api:1/,
    ],
    [
      "it went back completely, and looks fine otherwise",
      service({ deployments: [deployment({ taskDefinition: `${family}:1` })] }),
      /runs api:1 instead of api:2: it was rolled back.*task failed/,
    ],
  ];
  for (const [name, answer, reason] of cases) {
    test(name, async () => {
      const verdict = await verdictOn(answer);
      expect(verdict.result).toBe("unhealthy");
      expect(verdict.result === "unhealthy" ? verdict.reason : "").toMatch(reason);
    });
  }
});

describe("a service is undecided where", () => {
  const cases: [string, Service, Targets | undefined, RegExp][] = [
    ["nothing was started yet", service({ deployments: [] }), undefined, /not started/],
    [
      "the rollout goes on",
      service({ deployments: [deployment({ rolloutState: "IN_PROGRESS" })] }),
      undefined,
      /in progress/,
    ],
    [
      "a task is missing",
      service({ runningCount: 1, deployments: [deployment({ runningCount: 1 })] }),
      undefined,
      /^1\/2 running/,
    ],
    ["old tasks still run beside ours", service({ runningCount: 3 }), undefined, /^3\/2 running/],
    [
      "the load balancer still checks",
      service(),
      [target("healthy"), target("initial", "Elb.InitialHealthChecking")],
      /1\/2 healthy behind the load balancer: Elb.InitialHealthChecking/,
    ],
    ["the load balancer has no target yet", service(), [], /0\/2 healthy/],
  ];
  for (const [name, answer, targets, reason] of cases) {
    test(name, async () => {
      const verdict = await verdictOn(answer, targets);
      expect(verdict.result).toBe("inconclusive");
      expect(verdict.result === "inconclusive" ? verdict.reason : "").toMatch(reason);
    });
  }
});
