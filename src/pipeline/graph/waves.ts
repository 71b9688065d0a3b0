import toposort from "toposort";
import type { Address } from "../../model/address.ts";

/**
 * Components by the length of the longest chain below them: a component's wave comes after those of all that it depends
 * on. Sorted within a wave.
 */
export function findWaves(nodes: readonly Address[], outgoing: ReadonlyMap<Address, readonly Address[]>): Address[][] {
  const edges: [Address, Address][] = [];
  for (const [from, targets] of outgoing) for (const to of targets) edges.push([from, to]);
  const order = toposort.array([...nodes], edges) as Address[];
  const level = new Map<Address, number>();
  const waves: Address[][] = [];
  // Dependents come first in the order, so that it is walked from its end.
  for (let i = order.length - 1; i >= 0; i--) {
    const node = order[i];
    if (node === undefined) continue;
    let wave = 0;
    for (const to of outgoing.get(node) ?? []) wave = Math.max(wave, (level.get(to) ?? 0) + 1);
    level.set(node, wave);
    const members = waves[wave];
    if (members) members.push(node);
    else waves[wave] = [node];
  }
  for (const wave of waves) wave.sort();
  return waves;
}
