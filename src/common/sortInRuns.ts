/** So many are sorted without a pause. */
const runLength = 500;

/** A stable sort that lets others run between its parts. */
export async function sortInRuns<Item>(items: readonly Item[], compare: (a: Item, b: Item) => number, pause: () => Promise<void>): Promise<readonly Item[]> {
  let runs: (readonly Item[])[] = [];
  for (let start = 0; start < items.length; start += runLength) {
    if (start > 0) await pause();
    runs.push(items.slice(start, start + runLength).sort(compare));
  }
  while (runs.length > 1) {
    const merged: (readonly Item[])[] = [];
    for (let next = 0; next < runs.length; next += 2) {
      await pause();
      merged.push(merge(runs[next] ?? [], runs[next + 1] ?? [], compare));
    }
    runs = merged;
  }
  return runs[0] ?? [];
}

function merge<Item>(first: readonly Item[], second: readonly Item[], compare: (a: Item, b: Item) => number): readonly Item[] {
  const merged: Item[] = [];
  let rest = 0;
  for (const item of first) {
    for (let other = second[rest]; other !== undefined && compare(other, item) < 0; other = second[++rest]) merged.push(other);
    merged.push(item);
  }
  return merged.concat(second.slice(rest));
}
