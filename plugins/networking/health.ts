import { type HealthCheck, healthy, inconclusive, unhealthy } from "../../src/kinds/kit.ts";
import type { NetworkingOutputs, NetworkingSpec } from "./schema.ts";

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Vpc.html */
export const health: HealthCheck<NetworkingSpec, NetworkingOutputs> = async ({ outputs, ask }) => {
  const vpc = await ask("ec2:vpc", { vpcId: outputs.vpcId });
  if (!vpc) return unhealthy(`AWS knows no VPC ${outputs.vpcId}`);
  return vpc.state === "available" ? healthy("available") : inconclusive(`the VPC is ${vpc.state}`);
};
