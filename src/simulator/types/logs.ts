import { AwsFailure } from "../account/aws-failure.ts";
import { accountId } from "../account/identifiers.ts";
import { logsArguments } from "../arguments/logs-arguments.ts";
import { type TypeRule, text } from "./type-rule.ts";

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html */
const retentionDays = [
  0, 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

const logGroup: TypeRule = {
  type: "aws:cloudwatch/logGroup:LogGroup",
  label: "CloudWatch Logs Log Group",
  service: "CloudWatch Logs",
  calls: {
    create: "CreateLogGroup",
    read: "DescribeLogGroups",
    update: "PutRetentionPolicy",
    delete: "DeleteLogGroup",
  },
  arguments: logsArguments["aws:cloudwatch/logGroup:LogGroup"],
  constraints: {
    name: { pattern: /^[.\-_/#A-Za-z0-9]{1,512}$/, expected: "1 to 512 letters, digits and ._-/#" },
    retentionInDays: { oneOf: retentionDays },
    logGroupClass: { oneOf: ["STANDARD", "INFREQUENT_ACCESS", "DELIVERY"] },
  },
  naming: { argument: "name", maxLength: 512 },
  defaults: { retentionInDays: 0, skipDestroy: false },
  attributeDefaults: { deletionProtectionEnabled: false, logGroupClass: "STANDARD" },
  replaceOn: ["name", "namePrefix", "logGroupClass"],
  source: "AWS::Logs::LogGroup: update requires replacement; log_group_class: aws_cloudwatch_log_group",
  unique: {
    key: (inputs) => text(inputs.name),
    arguments: ["name"],
    duplicate: () => new AwsFailure("ResourceAlreadyExistsException", "The specified log group already exists"),
  },
  generated: ["arn"],
  generate: (inputs, { region }) => ({
    id: text(inputs.name),
    properties: { arn: `arn:aws:logs:${region}:${accountId}:log-group:${text(inputs.name)}` },
  }),
  refuseDelete: (record) =>
    record.properties.deletionProtectionEnabled === true
      ? new AwsFailure(
          "ValidationException",
          "Log group has deletion protection enabled. Disable deletion protection to delete it.",
        )
      : undefined,
  usualSeconds: { create: 1, update: 1, delete: 1 },
};

export const logsRules: readonly TypeRule[] = [logGroup];
