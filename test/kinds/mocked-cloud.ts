const account = "us-east-1:123456789012";

/** Answers the questions that translations ask AWS while planning. */
export function cloudAnswer(token: string, inputs: Record<string, unknown>): Record<string, unknown> {
  switch (token) {
    case "aws:index/getAvailabilityZones:getAvailabilityZones":
      return { ...inputs, id: "us-east-1", names: ["us-east-1a", "us-east-1b", "us-east-1c"] };
    case "aws:ec2/getVpc:getVpc":
      return { ...inputs, cidrBlock: "172.16.0.0/16" };
    case "aws:rds/getInstance:getInstance":
    case "aws:sqs/getQueue:getQueue":
    case "aws:ecs/getCluster:getCluster":
      return { ...inputs };
    case "aws:secretsmanager/getSecret:getSecret":
      return { ...inputs, arn: secretArn(String(inputs.name ?? inputs.arn)), kmsKeyId: "" };
    case "aws:secretsmanager/getSecretVersion:getSecretVersion":
      return { ...inputs, arn: secretArn(String(inputs.secretId)), secretString: "hunter2" };
    default:
      throw new Error(`a translation asked ${token}, which the tests do not answer`);
  }
}

const secretArn = (name: string): string =>
  name.startsWith("arn:") ? name : `arn:aws:secretsmanager:${account}:secret:${name}-AbCdEf`;

/** What AWS would add to a resource, as far as translations use it. */
export function generatedState(type: string, name: string, inputs: Record<string, unknown>) {
  const service = type.slice("aws:".length, type.indexOf("/"));
  const base = { arn: `arn:aws:${service}:${account}:${name}`, ...inputs };
  switch (type) {
    case "aws:lb/loadBalancer:LoadBalancer":
      return { id: base.arn, state: { ...base, dnsName: `${String(inputs.name)}.elb.amazonaws.com` } };
    case "aws:sqs/queue:Queue": {
      const url = `https://sqs.us-east-1.amazonaws.com/123456789012/${String(inputs.name)}`;
      return { id: url, state: { ...base, url } };
    }
    case "aws:rds/instance:Instance":
      return {
        id: `db-${name}`,
        state: {
          ...base,
          address: `${String(inputs.identifier)}.abc.us-east-1.rds.amazonaws.com`,
          ...(inputs.manageMasterUserPassword === true && {
            masterUserSecrets: [{ secretArn: secretArn("rds!db-1") }],
          }),
        },
      };
    default:
      return { id: `${name}-id`, state: base };
  }
}
