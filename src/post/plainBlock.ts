/**
 * The lines of a YAML block scalar, which start at `start` and belong to a key or dash at `indent`; `text` is without the
 * line breaks at its end, `end` is behind the last line. `undefined` for a block with rules of its own, which is left to
 * the YAML library: lines of spaces that count, blank lines at the top, lines that stand deeper where lines are joined.
 */
export function readBlockLines(source: string, start: number, indent: number, style: 'literal' | 'folded'): { readonly text: string; readonly end: number } | undefined {
  const isFolded = style === 'folded';
  let inset = 0;
  let blanks = 0;
  let text = '';
  let end = start;
  for (let at = start; at < source.length; ) {
    const lineBreak = source.indexOf('\n', at);
    const lineEnd = lineBreak > at && source.charCodeAt(lineBreak - 1) === carriageReturn ? lineBreak - 1 : lineBreak;
    let first = at;
    while (source.charCodeAt(first) === space) first++;
    if (first === lineEnd) {
      if (inset === 0 || first - at > inset) return undefined;
      blanks++;
    } else {
      if (inset === 0) inset = first - at;
      if (first - at < inset) break;
      if (inset <= indent || lineBreak < 0) return undefined;
      if (isFolded && (first - at > inset || source.charCodeAt(first) === tab)) return undefined;
      if (end > start) text += isFolded && blanks === 0 ? ' ' : '\n'.repeat(isFolded ? blanks : blanks + 1);
      text += source.slice(at + inset, lineEnd);
      blanks = 0;
      end = lineBreak + 1;
    }
    at = lineBreak + 1;
  }
  return end === start ? undefined : { text, end };
}

const tab = 0x09;
const carriageReturn = 0x0d;
const space = 0x20;
