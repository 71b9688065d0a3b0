import type { Address } from "./address.ts";
import type { ComponentRecord } from "./state.ts";

/**
 * Waves in which recorded components can be deleted: dependents before what they depend on. Records that depend on one
 * another in a circle, which no plan makes, end up in the last wave together.
 */
export function deletionWaves(records: readonly ComponentRecord[]): Address[][] {
  const left = new Map(records.map((each) => [each.address, each]));
  const waves: Address[][] = [];
  while (left.size > 0) {
    const needed = new Set([...left.values()].flatMap((each) => each.dependsOn));
    const free = [...left.keys()].filter((address) => !needed.has(address)).sort();
    const wave = free.length > 0 ? free : [...left.keys()].sort();
    waves.push(wave);
    for (const address of wave) left.delete(address);
  }
  return waves;
}
