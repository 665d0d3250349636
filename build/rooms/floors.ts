/**
 * The floor of each node of a graph: 0 when it points at no other, else one above the highest that it points at.
 * Where nodes point at each other in a circle (which the check of the rooms refuses) the arrow that closes it does not count.
 */
export function floorsOf(graph: ReadonlyMap<string, readonly string[]>): ReadonlyMap<string, number> {
  const floors = new Map<string, number>();
  const floorOf = (node: string, above: readonly string[]): number => {
    const known = floors.get(node);
    if (known !== undefined) return known;
    const below = (graph.get(node) ?? []).filter((one) => graph.has(one) && one !== node && !above.includes(one));
    const floor = Math.max(-1, ...below.map((one) => floorOf(one, [...above, node]))) + 1;
    floors.set(node, floor);
    return floor;
  };
  for (const node of graph.keys()) floorOf(node, []);
  return floors;
}
