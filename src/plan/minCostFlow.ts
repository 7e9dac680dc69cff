/** An arc that carries whole units, each part of its capacity at its own cost; parts come cheapest first. */
export interface FlowArc {
  readonly from: number;
  readonly to: number;
  readonly parts: readonly { readonly capacity: number; readonly cost: number }[];
}

interface Edge {
  readonly from: number;
  readonly to: number;
  readonly cost: number;
  /** Index of the arc that it is part of; `undefined` for its counterpart. */
  readonly arc: number;
  left: number;
  readonly back: number;
}

/**
 * Units on each arc that make the sum of costs least, from node `source` to node `sink`. Costs may be negative: as many
 * units flow as lower the sum. Without the return way the arcs must form no cycle.
 */
export function minCostFlow(nodes: number, arcs: readonly FlowArc[], source: number, sink: number): readonly number[] {
  const edges: Edge[] = [];
  for (const [arc, { from, to, parts }] of arcs.entries()) {
    for (const { capacity, cost } of parts) {
      if (capacity <= 0) continue;
      edges.push({ from, to, cost, arc, left: capacity, back: edges.length + 1 });
      edges.push({ from: to, to: from, cost: -cost, arc: -1, left: 0, back: edges.length - 1 });
    }
  }
  for (;;) {
    const path = cheapestPath(nodes, edges, source, sink);
    if (path === undefined) break;
    const units = Math.min(...path.map(({ left }) => left));
    for (const edge of path) {
      edge.left -= units;
      const back = edges[edge.back];
      if (back) back.left += units;
    }
  }
  const flow = arcs.map(() => 0);
  for (const { arc, back } of edges) if (arc >= 0) flow[arc] = (flow[arc] ?? 0) + (edges[back]?.left ?? 0);
  return flow;
}

/** By Bellman and Ford; `undefined` when no path lowers the sum. */
function cheapestPath(nodes: number, edges: readonly Edge[], source: number, sink: number): readonly Edge[] | undefined {
  const cost = Array.from({ length: nodes }, () => Infinity);
  const via: (Edge | undefined)[] = [];
  cost[source] = 0;
  for (let round = 0, isChanged = true; isChanged && round < nodes; round++) {
    isChanged = false;
    for (const edge of edges) {
      const next = (cost[edge.from] ?? Infinity) + edge.cost;
      if (edge.left <= 0 || next >= (cost[edge.to] ?? Infinity)) continue;
      cost[edge.to] = next;
      via[edge.to] = edge;
      isChanged = true;
    }
  }
  if ((cost[sink] ?? Infinity) >= 0) return undefined;
  const path: Edge[] = [];
  for (let edge = via[sink]; edge; edge = edge.from === source ? undefined : via[edge.from]) path.push(edge);
  return path;
}
