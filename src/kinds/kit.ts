/** Everything that a kind's folder may use of Deployer. */
export { type ValueFrom, valueFromSchema } from "../../schemas/value-from.ts";
export { healthy, inconclusive, unhealthy, type Verdict } from "../model/verdict.ts";
export { defineKind } from "./define-kind.ts";
export type { AskCloud, Connection, HealthCheck, Kind, KindRegistry, Translate, TranslateContext } from "./kind.ts";
