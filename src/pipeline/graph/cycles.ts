import type { Address } from "../../model/address.ts";

type Outgoing = ReadonlyMap<Address, readonly Address[]>;

/**
 * Components that depend on one another in circles: each strongly connected set once, sorted, a component that depends on
 * itself included. Tarjan's algorithm without recursion, so that a chain of any length fits the stack.
 */
export function cyclicSets(nodes: readonly Address[], outgoing: Outgoing): Address[][] {
  const index = new Map<Address, number>();
  const low = new Map<Address, number>();
  const onStack = new Set<Address>();
  const stack: Address[] = [];
  const sets: Address[][] = [];
  for (const root of nodes) {
    if (index.has(root)) continue;
    const work: { readonly node: Address; next: number }[] = [];
    const enter = (node: Address) => {
      index.set(node, index.size);
      low.set(node, index.size - 1);
      stack.push(node);
      onStack.add(node);
      work.push({ node, next: 0 });
    };
    const lower = (node: Address, to: number | undefined) => {
      low.set(node, Math.min(low.get(node) ?? 0, to ?? 0));
    };
    enter(root);
    for (let top = work.at(-1); top; top = work.at(-1)) {
      const { node } = top;
      const to = outgoing.get(node)?.[top.next++];
      if (to !== undefined) {
        if (!index.has(to)) enter(to);
        else if (onStack.has(to)) lower(node, index.get(to));
        continue;
      }
      work.pop();
      const parent = work.at(-1);
      if (parent) lower(parent.node, low.get(node));
      if (low.get(node) !== index.get(node)) continue;
      const set: Address[] = [];
      for (let member = stack.pop(); member !== undefined; member = stack.pop()) {
        onStack.delete(member);
        set.push(member);
        if (member === node) break;
      }
      if (set.length > 1 || outgoing.get(node)?.includes(node)) sets.push(set.sort());
    }
  }
  return sets.sort((a, b) => ((a[0] ?? "") < (b[0] ?? "") ? -1 : 1));
}

/** A shortest circle through the first component of a strongly connected set; it begins and ends with that one. */
export function shortestCycle(set: readonly Address[], outgoing: Outgoing): Address[] {
  const [start] = set;
  if (start === undefined) return [];
  const inside = new Set(set);
  const cameFrom = new Map<Address, Address>();
  const queue: Address[] = [start];
  for (let at = 0; at < queue.length; at++) {
    const node = queue[at];
    if (node === undefined) break;
    for (const to of outgoing.get(node) ?? []) {
      if (to === start) return [...pathBack(node, start, cameFrom), start];
      if (!inside.has(to) || cameFrom.has(to)) continue;
      cameFrom.set(to, node);
      queue.push(to);
    }
  }
  return [];
}

function pathBack(end: Address, start: Address, cameFrom: ReadonlyMap<Address, Address>): Address[] {
  const path: Address[] = [end];
  for (let node: Address | undefined = end; node !== undefined && node !== start; ) {
    node = cameFrom.get(node);
    if (node !== undefined) path.push(node);
  }
  return path.reverse();
}
