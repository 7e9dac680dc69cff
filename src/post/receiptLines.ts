import { readFlowMap } from './flowLine.js';
import type { MapNode } from './yamlTree.js';

/**
 * Receipts in the form Galley writes them are most of a finished post's front matter and dull: where the rest is not
 * plain, they are still read here, ten times faster than by the YAML library, which sees `{    }` in their place. Any
 * other form is left to the library.
 */
export interface ReceiptLines {
  /** The source with the receipts blanked out; the same length. */
  readonly source: string;
  /** What stands in the braces, by where they open in `source`. */
  readonly maps: ReadonlyMap<number, MapNode>;
}

/** Column 0 is never inside a block scalar, and a quoted one that reaches it is an error, read again without this. */
const listKey = /(?:^|\n)(?:pipeline|chat_references):[ \t]*(?:#[^\r\n]*)?\r?(?=\n)/g;
const item = /\n *- (?=\{ [a-z])/y;

export function readReceiptLines(source: string, offset: number): ReceiptLines {
  const maps = new Map<number, MapNode>();
  let blanked = '';
  let copied = 0;
  for (const found of source.matchAll(listKey)) {
    item.lastIndex = found.index + found[0].length;
    while (item.test(source)) {
      const at = item.lastIndex;
      const map = readFlowMap(source, at, offset);
      const end = map && map.span.end - offset;
      if (!map || end === undefined || !isLineEnd(source, end)) break;
      maps.set(at, map);
      blanked += `${source.slice(copied, at)}{${' '.repeat(end - at - 2)}}`;
      copied = end;
      item.lastIndex = source.startsWith('\r\n', end) ? end + 1 : end;
    }
  }
  return { source: blanked + source.slice(copied), maps };
}

function isLineEnd(source: string, at: number): boolean {
  return source.startsWith('\n', at) || source.startsWith('\r\n', at);
}
