import * as v from "valibot";
import { commonSpecSchema } from "./component.ts";
import { componentInfraSpecSchema } from "./component-infra.ts";
import { infraDefaultsSpecSchema, serviceInfraDefaultsSpecSchema } from "./infra-defaults.ts";
import {
  componentMetadataSchema,
  inServiceMetadataSchema,
  labelledStackMetadataSchema,
  serviceMetadataSchema,
  stackMetadataSchema,
  templateMetadataSchema,
} from "./metadata.ts";
import { serviceSpecSchema } from "./service.ts";
import { stackSpecSchema } from "./stack.ts";
import { complianceSpecSchema, observabilitySpecSchema, securitySpecSchema } from "./stack-rules.ts";
import { templateSpecSchema, templateUseSchema } from "./template.ts";

export const coreApiVersion = "core.deployer.io/v1";
export const infraApiVersion = "infra.deployer.io/v1";
export const componentsApiVersion = "components.deployer.io/v1";
export const apiVersions = [coreApiVersion, infraApiVersion, componentsApiVersion] as const;

const document = <Metadata extends v.GenericSchema, Spec extends v.GenericSchema>(metadata: Metadata, spec: Spec) =>
  v.strictObject({ apiVersion: v.string(), kind: v.string(), metadata, spec });

/** A document that may lie over a template. */
const templated = <Metadata extends v.GenericSchema, Spec extends v.GenericSchema>(metadata: Metadata, spec: Spec) =>
  v.strictObject({
    apiVersion: v.string(),
    kind: v.string(),
    metadata,
    template: v.optional(v.pipe(templateUseSchema, v.description("A template that lies below this document."))),
    spec,
  });

const anySpec = v.record(v.string(), v.any());

/** What a component's document must look like apart from its kind's own spec. */
export const componentDocumentSchema = templated(componentMetadataSchema, commonSpecSchema);

/** The kinds that make up the language itself. A component's kind comes from the registry instead. */
export const languageKinds = {
  Stack: {
    apiVersion: coreApiVersion,
    inService: false,
    schema: document(labelledStackMetadataSchema, stackSpecSchema),
  },
  Service: {
    apiVersion: coreApiVersion,
    inService: false,
    schema: templated(serviceMetadataSchema, serviceSpecSchema),
  },
  /** Lies in templates/NAME/VERSION/ or shared/NAME/VERSION/, and belongs to no stack. */
  Template: {
    apiVersion: coreApiVersion,
    inService: false,
    schema: document(templateMetadataSchema, templateSpecSchema),
  },
  InfraDefaults: {
    apiVersion: infraApiVersion,
    inService: false,
    schema: document(stackMetadataSchema, infraDefaultsSpecSchema),
  },
  ServiceInfraDefaults: {
    apiVersion: infraApiVersion,
    inService: true,
    schema: document(inServiceMetadataSchema, serviceInfraDefaultsSpecSchema),
  },
  ComponentInfra: {
    apiVersion: infraApiVersion,
    inService: true,
    schema: document(inServiceMetadataSchema, componentInfraSpecSchema),
  },
  /** Its spec is judged by the kind that makes the network. */
  Networking: { apiVersion: infraApiVersion, inService: false, schema: document(stackMetadataSchema, anySpec) },
  Security: {
    apiVersion: infraApiVersion,
    inService: false,
    schema: document(stackMetadataSchema, securitySpecSchema),
  },
  Observability: {
    apiVersion: infraApiVersion,
    inService: false,
    schema: document(stackMetadataSchema, observabilitySpecSchema),
  },
  Compliance: {
    apiVersion: infraApiVersion,
    inService: false,
    schema: document(stackMetadataSchema, complianceSpecSchema),
  },
} as const;

export type LanguageKind = keyof typeof languageKinds;

export const isLanguageKind = (kind: string): kind is LanguageKind => Object.hasOwn(languageKinds, kind);
