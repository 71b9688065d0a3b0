import * as v from "valibot";
import { wholeNumber } from "./whole-number.ts";

const pathSchema = v.pipe(v.string(), v.regex(/^\/\S*$/, "must be a path that starts with '/'"));

/** An HTTP request that a healthy container answers. */
export const httpProbeSchema = v.strictObject({
  /** Path that is asked for with GET. */
  path: v.pipe(pathSchema, v.description("Path that is asked for with GET.")),
  /** Port that is asked. Default: the first of `ports`. */
  port: v.optional(v.pipe(wholeNumber(1, 65535), v.description("Port that is asked. Default: the first of `ports`."))),
});

/**
 * When a task may get traffic: the target group's health check. Bounds:
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html
 */
export const readinessSchema = v.pipe(
  v.strictObject({
    /** The request; any 2xx answer is healthy. */
    http: v.pipe(httpProbeSchema, v.description("The request; any 2xx answer is healthy.")),
    /** Seconds between two checks. Default 15. */
    intervalSeconds: v.optional(
      v.pipe(wholeNumber(5, 300), v.description("Seconds between two checks. Default 15.")),
      15,
    ),
    /** Seconds to wait for an answer. Default 5. */
    timeoutSeconds: v.optional(
      v.pipe(wholeNumber(2, 120), v.description("Seconds to wait for an answer. Default 5.")),
      5,
    ),
    /** Successes in a row after which a task gets traffic. Default 2. */
    healthyThreshold: v.optional(
      v.pipe(wholeNumber(2, 10), v.description("Successes in a row after which a task gets traffic. Default 2.")),
      2,
    ),
    /** Failures in a row after which a task is replaced. Default 3. */
    unhealthyThreshold: v.optional(
      v.pipe(wholeNumber(2, 10), v.description("Failures in a row after which a task is replaced. Default 3.")),
      3,
    ),
  }),
  v.forward(
    v.check((probe) => probe.timeoutSeconds < probe.intervalSeconds, "must be less than `intervalSeconds`"),
    ["timeoutSeconds"],
  ),
);

/**
 * Whether a container still works: the container's own health check in ECS. Bounds:
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_HealthCheck.html
 */
export const livenessSchema = v.pipe(
  v.strictObject({
    /** Asked from inside the container, so the image needs a shell and `curl` or `wget`. */
    http: v.optional(
      v.pipe(
        httpProbeSchema,
        v.description("Asked from inside the container, so the image needs a shell and `curl` or `wget`."),
      ),
    ),
    /** Command that ends with 0 while the container works; run without a shell. */
    command: v.optional(
      v.pipe(
        v.array(v.string()),
        v.minLength(1, "must not be empty"),
        v.description("Command that ends with 0 while the container works; run without a shell."),
      ),
    ),
    /** Seconds between two checks. Default 30. */
    intervalSeconds: v.optional(
      v.pipe(wholeNumber(5, 300), v.description("Seconds between two checks. Default 30.")),
      30,
    ),
    /** Seconds to wait for an answer. Default 5. */
    timeoutSeconds: v.optional(
      v.pipe(wholeNumber(2, 60), v.description("Seconds to wait for an answer. Default 5.")),
      5,
    ),
    /** Failures in a row after which the task is replaced. Default 3. */
    unhealthyThreshold: v.optional(
      v.pipe(wholeNumber(1, 10), v.description("Failures in a row after which the task is replaced. Default 3.")),
      3,
    ),
  }),
  v.check(
    (probe) => (probe.http === undefined) !== (probe.command === undefined),
    "needs exactly one of `http` and `command`",
  ),
);
