import type { MeasureLength } from '../caption/length.js';

/** The measure's answer where X's library is not needed to know it: no link, no emoji, every character of weight one. */
export function plainLength(text: string): number | undefined {
  return /^[\x20-\x7e\n\u00a0-\u024f]*$/.test(text) && !/\S\.\S|:\/\//.test(text) ? text.length : undefined;
}

const mostKept = 200;

/** Remembers what was measured: the same caption is checked again after every change of the body. */
export function remembering(measure: MeasureLength): MeasureLength {
  const known = new Map<string, number>();
  return (text, rule) => {
    const key = JSON.stringify([rule.counting, rule.unit, rule.urlLength, text]);
    const hit = known.get(key);
    if (hit !== undefined) return hit;
    if (known.size >= mostKept) known.clear();
    const length = measure(text, rule);
    known.set(key, length);
    return length;
  };
}
