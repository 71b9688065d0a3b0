import * as v from "valibot";
import { wholeNumber } from "../../schemas/whole-number.ts";

/** The disk of a database. */
export const storageSpec = v.pipe(
  v.strictObject({
    /** Storage type of RDS. Default `gp3`. */
    type: v.optional(
      v.pipe(v.picklist(["gp2", "gp3", "io1", "io2"]), v.description("Storage type of RDS. Default `gp3`.")),
      "gp3",
    ),
    /** Size in GB. AWS can make it larger, never smaller. Default 20. */
    allocatedGB: v.optional(
      v.pipe(wholeNumber(20, 65536), v.description("Size in GB. AWS can make it larger, never smaller. Default 20.")),
      20,
    ),
    /** AWS enlarges the storage up to this many GB when it runs full. Default: it does not. */
    maxAllocatedGB: v.optional(
      v.pipe(
        wholeNumber(22, 65536),
        v.description("AWS enlarges the storage up to this many GB when it runs full. Default: it does not."),
      ),
    ),
    /** Provisioned input/output operations per second: required for `io1` and `io2`, possible for `gp3` from 400 GB. */
    iops: v.optional(
      v.pipe(
        wholeNumber(1000, 256000),
        v.description(
          "Provisioned input/output operations per second: required for `io1` and `io2`, possible for `gp3` from 400 GB.",
        ),
      ),
    ),
    /** Encrypt with this KMS key. Default: the account's key for RDS. Changing it replaces the database. */
    kmsKeyArn: v.optional(
      v.pipe(
        v.string(),
        v.regex(/^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/.+$/, "must be the ARN of a KMS key"),
        v.description(
          "Encrypt with this KMS key. Default: the account's key for RDS. Changing it replaces the database.",
        ),
      ),
    ),
  }),
  v.forward(
    // https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PIOPS.Autoscaling.html
    v.check(
      (storage) => storage.maxAllocatedGB === undefined || storage.maxAllocatedGB >= storage.allocatedGB * 1.1,
      "must be at least a tenth more than `allocatedGB`",
    ),
    ["maxAllocatedGB"],
  ),
  v.forward(
    v.check(
      (storage) => !storage.type.startsWith("io") || storage.iops !== undefined,
      "is required for `io1` and `io2`",
    ),
    ["iops"],
  ),
  v.forward(
    v.check(
      (storage) =>
        storage.iops === undefined ||
        storage.type.startsWith("io") ||
        (storage.type === "gp3" && storage.allocatedGB >= 400),
      "can be set for `io1` and `io2`, and for `gp3` from 400 GB",
    ),
    ["iops"],
  ),
);
