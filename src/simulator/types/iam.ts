import { AwsFailure } from "../account/aws-failure.ts";
import { accountId } from "../account/identifiers.ts";
import { iamArguments } from "../arguments/iam-arguments.ts";
import { type Reference, type TypeRule, text } from "./type-rule.ts";

const roleType = "aws:iam/role:Role";

/** An argument that names a role by its ARN. */
export const toRoleArn = (
  path: string,
  missing: Reference["missing"],
  onDelete: Reference["onDelete"] = "ignore",
): Reference => ({
  path,
  to: roleType,
  by: ["arn"],
  missing,
  provided: /:role\/aws-service-role\//,
  onDelete,
});

const noSuchRole = (name: string) => new AwsFailure("NoSuchEntity", `The role with name ${name} cannot be found.`, 404);

/** A policy document must be JSON with statements. */
function refuseDocument(document: string): AwsFailure | undefined {
  try {
    const parsed = JSON.parse(document) as { Statement?: unknown } | null;
    if (parsed?.Statement !== undefined) return undefined;
    return new AwsFailure("MalformedPolicyDocument", "Syntax errors in policy.");
  } catch {
    return new AwsFailure("MalformedPolicyDocument", "This policy contains invalid Json");
  }
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const role: TypeRule = {
  type: roleType,
  label: "IAM Role",
  service: "IAM",
  calls: { create: "CreateRole", read: "GetRole", update: "UpdateRole", delete: "DeleteRole" },
  global: true,
  arguments: iamArguments[roleType],
  constraints: {
    name: { pattern: /^[\w+=,.@-]{1,64}$/, expected: "1 to 64 letters, digits and _+=,.@-" },
    maxSessionDuration: { range: [3600, 43_200] },
    path: { pattern: /^\/(.*\/)?$/, expected: "a path that begins and ends with a slash" },
  },
  naming: { argument: "name", maxLength: 64 },
  defaults: { forceDetachPolicies: false, maxSessionDuration: 3600, path: "/" },
  attributeDefaults: { description: "", inlinePolicies: [], managedPolicyArns: [] },
  replaceOn: ["name", "namePrefix", "path"],
  source: "AWS::IAM::Role: update requires replacement",
  unique: {
    key: (inputs) => text(inputs.name),
    arguments: ["name"],
    duplicate: (inputs) =>
      new AwsFailure("EntityAlreadyExists", `Role with name ${text(inputs.name)} already exists.`, 409),
  },
  generated: ["arn", "uniqueId"],
  generate: (inputs, { ids }) => {
    const name = text(inputs.name);
    const path = text(inputs.path) || "/";
    return {
      id: name,
      properties: { arn: `arn:aws:iam::${accountId}:role${path}${name}`, uniqueId: `AROA${ids.upper(17)}` },
    };
  },
  refuseCreate: (inputs) => refuseDocument(text(inputs.assumeRolePolicy)),
  refuseUpdate: (inputs) => refuseDocument(text(inputs.assumeRolePolicy)),
  inUse: (_record, by) =>
    by.type === "aws:iam/rolePolicy:RolePolicy"
      ? new AwsFailure("DeleteConflict", "Cannot delete entity, must delete policies first.", 409)
      : new AwsFailure("DeleteConflict", "Cannot delete entity, must detach all policies first.", 409),
  usualSeconds: { create: 2, update: 1, delete: 1 },
};

const rolePolicy: TypeRule = {
  type: "aws:iam/rolePolicy:RolePolicy",
  label: "IAM Role Policy",
  service: "IAM",
  calls: { create: "PutRolePolicy", read: "GetRolePolicy", update: "PutRolePolicy", delete: "DeleteRolePolicy" },
  global: true,
  arguments: iamArguments["aws:iam/rolePolicy:RolePolicy"],
  constraints: { name: { pattern: /^[\w+=,.@-]{1,128}$/, expected: "1 to 128 letters, digits and _+=,.@-" } },
  naming: { argument: "name", maxLength: 128 },
  replaceOn: ["name", "namePrefix", "role"],
  source: "AWS::IAM::RolePolicy: update requires replacement",
  generated: [],
  generate: (inputs) => ({ id: `${text(inputs.role)}:${text(inputs.name)}`, properties: {} }),
  references: [{ path: "role", to: roleType, by: ["id"], missing: noSuchRole, onDelete: "refuse" }],
  refuseCreate: (inputs) => refuseDocument(text(inputs.policy)),
  refuseUpdate: (inputs) => refuseDocument(text(inputs.policy)),
  usualSeconds: { create: 1, update: 1, delete: 1 },
};

const attachment: TypeRule = {
  type: "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
  label: "IAM Role Policy Attachment",
  service: "IAM",
  calls: {
    create: "AttachRolePolicy",
    read: "ListAttachedRolePolicies",
    update: "AttachRolePolicy",
    delete: "DetachRolePolicy",
  },
  global: true,
  arguments: iamArguments["aws:iam/rolePolicyAttachment:RolePolicyAttachment"],
  constraints: {
    policyArn: { pattern: /^arn:aws[a-z-]*:iam::(aws|\d{12}):policy\/.+$/, expected: "the ARN of an IAM policy" },
  },
  replaceOn: ["policyArn", "role"],
  source: "aws_iam_role_policy_attachment: role and policy_arn force a new resource",
  generated: [],
  generate: (inputs) => ({ id: `${text(inputs.role)}/${text(inputs.policyArn)}`, properties: {} }),
  references: [{ path: "role", to: roleType, by: ["id", "arn"], missing: noSuchRole, onDelete: "refuse" }],
  refuseCreate: (inputs) =>
    // Policies of AWS itself exist; the account has no policies of its own.
    text(inputs.policyArn).includes(":iam::aws:policy/")
      ? undefined
      : new AwsFailure("NoSuchEntity", `Policy ${text(inputs.policyArn)} does not exist or is not attachable.`, 404),
  usualSeconds: { create: 1, update: 1, delete: 1 },
};

export const iamRules: readonly TypeRule[] = [role, rolePolicy, attachment];
