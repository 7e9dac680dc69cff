export interface Chunk {
  readonly text: string;
  readonly start: number;
}

const size = 6_000;
const leastSize = 2_000;

/** A long text in pieces of some thousand characters, cut at blank lines outside of code blocks, so that each reads on its own. */
export function chunksOf(text: string): readonly Chunk[] {
  if (text.length <= size + leastSize) return [{ text, start: 0 }];
  const cuts = [0];
  let fence: string | undefined;
  const line = /^[ \t]{0,3}(`{3,8}|~{3,8})|^[ \t]*\r?\n/gm;
  for (const match of text.matchAll(line)) {
    const mark = match[1];
    if (mark !== undefined) fence = fence === undefined ? mark : mark.startsWith(fence) ? undefined : fence;
    else if (fence === undefined && match.index - (cuts.at(-1) ?? 0) >= size) cuts.push(match.index + match[0].length);
  }
  // What says too little to tell its language goes with what stands before it.
  if (cuts.length > 1 && text.length - (cuts.at(-1) ?? 0) < leastSize) cuts.pop();
  return cuts.map((start, index) => ({ start, text: text.slice(start, cuts[index + 1]) }));
}
