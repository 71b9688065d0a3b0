import * as v from "valibot";
import { wholeNumber } from "./whole-number.ts";

/** A port that a container listens on. */
export const containerPortSchema = v.strictObject({
  /** Name of the port, unique within the component. */
  name: v.pipe(
    v.string(),
    v.regex(/^[a-z0-9_][a-z0-9_-]{0,63}$/, "must be lower-case letters, digits, '_' and '-', at most 64"),
    v.description("Name of the port, unique within the component."),
  ),
  /** Port number that the container listens on. */
  port: v.pipe(wholeNumber(1, 65535), v.description("Port number that the container listens on.")),
  /** `tcp` (default; HTTP included) or `udp`. */
  protocol: v.optional(
    v.pipe(v.picklist(["tcp", "udp"]), v.description("`tcp` (default; HTTP included) or `udp`.")),
    "tcp",
  ),
});
