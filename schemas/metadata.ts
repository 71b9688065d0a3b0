import * as v from "valibot";

const described = (text: string) => v.pipe(v.string(), v.description(text));

const labelKey = v.pipe(
  v.string(),
  v.minLength(1),
  v.maxLength(128),
  v.check((key) => !/^(?:aws|deployer):/i.test(key), "must not begin with aws: or deployer:"),
);

/** Owners' labels: they become tags of every AWS resource, so AWS's limits hold. */
export const labelsSchema = v.pipe(
  v.record(labelKey, v.pipe(v.string(), v.maxLength(256))),
  v.description("Labels by key; they become tags of every AWS resource below."),
);

const naming = {
  name: v.optional(described("The document's name: a-z, 0-9 and single hyphens.")),
  stack: v.optional(described("The stack that it belongs to; by default the one in whose folder it lies.")),
  description: v.optional(described("What it is for, in a sentence.")),
  annotations: v.optional(
    v.pipe(
      v.record(v.string(), v.string()),
      v.description("Notes for people and other tools; Deployer does not read them."),
    ),
  ),
};
const service = v.optional(described("The service that it belongs to; by default the one in whose folder it lies."));
const enabled = v.optional(
  v.pipe(v.boolean(), v.description("False leaves it out, usually of one environment.")),
  true,
);

/** Metadata of a Template document. */
export const templateMetadataSchema = v.strictObject({
  name: v.optional(described("The template's name: that of its folder.")),
  description: naming.description,
  annotations: naming.annotations,
});
/** Metadata of a document that concerns a whole stack. */
export const stackMetadataSchema = v.strictObject(naming);
/** Metadata of a Stack document, whose labels everything inherits. */
export const labelledStackMetadataSchema = v.strictObject({ ...naming, labels: v.optional(labelsSchema) });
/** Metadata of a Service document. */
export const serviceMetadataSchema = v.strictObject({ ...naming, labels: v.optional(labelsSchema), enabled });
/** Metadata of a document that concerns one service or one component. */
export const inServiceMetadataSchema = v.strictObject({ ...naming, service });
/** Metadata of a component. */
export const componentMetadataSchema = v.strictObject({
  ...naming,
  service,
  labels: v.optional(labelsSchema),
  enabled,
});
