/**
 * The cycles of a graph, as its strongly connected components of more than one node, plus nodes that point at themselves (Tarjan 1972).
 * Nodes come back in the order of the graph, so that a report reads the same on every machine.
 */
export function cyclesOf(graph: ReadonlyMap<string, readonly string[]>): string[][] {
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const onStack = new Set<string>();
  const stack: string[] = [];
  const cycles: string[][] = [];
  const order = new Map([...graph.keys()].map((node, place) => [node, place]));
  const lowOf = (node: string): number => low.get(node) ?? Number.POSITIVE_INFINITY;

  function visit(node: string): void {
    index.set(node, index.size);
    low.set(node, index.size - 1);
    stack.push(node);
    onStack.add(node);
    for (const next of graph.get(node) ?? []) {
      if (!index.has(next)) {
        visit(next);
        low.set(node, Math.min(lowOf(node), lowOf(next)));
      } else if (onStack.has(next)) {
        low.set(node, Math.min(lowOf(node), index.get(next) ?? 0));
      }
    }
    if (low.get(node) !== index.get(node)) return;
    const component = stack.splice(stack.indexOf(node));
    for (const member of component) onStack.delete(member);
    if (component.length > 1 || (graph.get(node) ?? []).includes(node)) {
      cycles.push(component.sort((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0)));
    }
  }

  for (const node of graph.keys()) if (!index.has(node)) visit(node);
  return cycles;
}
