import type { ComponentRecordDocument } from "../../schemas/state.ts";
import type { Address, Region } from "./address.ts";
import type { JsonObject } from "./json.ts";
import type { Outputs } from "./output-value.ts";
import type { ComponentRecord } from "./state.ts";

/** A record in the form in which it is stored. */
export const toRecordDocument = (record: ComponentRecord): ComponentRecordDocument => ({
  ...record,
  dependsOn: [...record.dependsOn],
  outputs: { ...record.outputs },
  spec: { ...record.spec },
});

/** A stored record that the schema has accepted. */
export const fromRecordDocument = (document: ComponentRecordDocument): ComponentRecord => ({
  ...document,
  address: document.address as Address,
  region: document.region as Region,
  dependsOn: document.dependsOn as Address[],
  outputs: document.outputs as Outputs,
  spec: document.spec as JsonObject,
});
