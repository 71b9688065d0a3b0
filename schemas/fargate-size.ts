import * as v from "valibot";
import { wholeNumber } from "./whole-number.ts";

const steps = (from: number, to: number, step: number): number[] =>
  Array.from({ length: (to - from) / step + 1 }, (_, index) => from + index * step);

/** Memory in MiB that each CPU size can have: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html */
export const fargateMemory: ReadonlyMap<number, readonly number[]> = new Map([
  [256, [512, 1024, 2048]],
  [512, steps(1024, 4096, 1024)],
  [1024, steps(2048, 8192, 1024)],
  [2048, steps(4096, 16384, 1024)],
  [4096, steps(8192, 30720, 1024)],
  [8192, steps(16384, 61440, 4096)],
  [16384, steps(32768, 122880, 8192)],
]);

const cpuSizes = [256, 512, 1024, 2048, 4096, 8192, 16384] as const;

/** CPU and memory of a Fargate task. */
export const fargateSizeSchema = v.pipe(
  v.strictObject({
    /** CPU units of a task; 1024 are one vCPU. Default 256. */
    cpu: v.optional(
      v.pipe(
        v.picklist(cpuSizes, `must be a CPU size of Fargate: ${cpuSizes.join(", ")}`),
        v.description("CPU units of a task; 1024 are one vCPU. Default 256."),
      ),
      256,
    ),
    /** Memory of a task in MiB; which values a CPU size allows is AWS's. Default 512. */
    memory: v.optional(
      v.pipe(
        wholeNumber(512, 122880),
        v.description("Memory of a task in MiB; which values a CPU size allows is AWS's. Default 512."),
      ),
      512,
    ),
    /** Scratch disk of a task in GB. Default: Fargate's own 20. */
    ephemeralStorageGB: v.optional(
      v.pipe(wholeNumber(21, 200), v.description("Scratch disk of a task in GB. Default: Fargate's own 20.")),
    ),
  }),
  v.forward(
    v.check(
      (size) => fargateMemory.get(size.cpu)?.includes(size.memory) ?? false,
      (issue) => {
        const { cpu, memory } = issue.input;
        return `Fargate has no ${memory} MiB with ${cpu} CPU units; with ${cpu} it allows ${(fargateMemory.get(cpu) ?? []).join(", ")}`;
      },
    ),
    ["memory"],
  ),
);
