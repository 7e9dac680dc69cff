import { collapse } from './sentences.js';

export type BlockKind = 'paragraph' | 'heading' | 'item' | 'quote' | 'verbatim';

/** One block with its inline markup; `verbatim` is code, a table or HTML, exactly as written. */
export interface Block {
  readonly kind: BlockKind;
  readonly text: string;
  /** An item of a numbered list. */
  readonly isNumbered?: boolean;
}

const fence = /^\s{0,12}(`{3,16}|~{3,16})/;
const bullet = /^\s{0,24}[-*+•]\s+(?:\[[ xX]\]\s+)?(?=\S)/;
const numbered = /^\s{0,24}(\d{1,3})[.)]\s+(?=\S)/;

/** Splits Markdown into the blocks a writer cares about. One pass over the lines; never throws. */
export function blocks(markdown: string): Block[] {
  const found: Block[] = [];
  let kind = 'paragraph' as BlockKind;
  let lines: string[] = [];
  let isNumbered = false;
  let closing: string | undefined;
  const flush = (): void => {
    const text = kind === 'verbatim' ? lines.join('\n') : collapse(lines.join(' '));
    if (text !== '') found.push(isNumbered ? { kind, text, isNumbered } : { kind, text });
    lines = [];
    kind = 'paragraph';
    isNumbered = false;
  };
  const begin = (next: BlockKind, line: string): void => {
    flush();
    kind = next;
    lines.push(line);
  };
  const all = markdown.split(/\r\n?|\n/);
  for (const [index, line] of all.entries()) {
    if (closing !== undefined) {
      lines.push(line);
      if (closing === '-->' ? line.includes(closing) : line.trim().startsWith(closing)) {
        closing = undefined;
        flush();
      }
      continue;
    }
    const opening = fence.exec(line)?.[1];
    const comment = line.trimStart().startsWith('<!--');
    if (opening !== undefined || comment) {
      begin('verbatim', line);
      closing = opening;
      if (comment) {
        closing = line.includes('-->') ? undefined : '-->';
        if (closing === undefined) flush();
      }
    } else if (line.trim() === '' || /^\s{0,3}(?:[-*_]\s{0,4}){3,40}$/.test(line)) {
      if (kind === 'paragraph' && lines.length > 0 && /^-{3,}\s*$/.test(line.trim())) kind = 'heading';
      flush();
    } else if (/^\s{0,3}#{1,6}(?:\s|$)/.test(line)) {
      begin('heading', line.replace(/^\s{0,3}#{1,6}\s*/, '').replace(/\s#{1,6}\s*$/, ''));
      flush();
    } else if (/^\s{0,3}=+\s*$/.test(line) && lines.length > 0) {
      kind = 'heading';
      flush();
    } else if (/^\s{0,3}\|/.test(line)) {
      if (kind === 'verbatim') lines.push(line);
      else begin('verbatim', line);
    } else if (/^\s{0,3}>/.test(line)) {
      const text = line.replace(/^\s{0,3}>\s?/, '');
      if (kind === 'quote') lines.push(text);
      else begin('quote', text);
    } else if (bullet.test(line)) begin('item', line.replace(bullet, ''));
    else if (startsItem(line, kind, lines)) {
      begin('item', line.replace(numbered, ''));
      isNumbered = true;
    } else if (isField(line, all[index - 1], all[index + 1])) begin('item', line.trim());
    else if (kind === 'verbatim') begin('paragraph', line);
    else lines.push(line);
  }
  flush();
  return found;
}

const field = /^\s{0,3}\p{Lu}[\p{L} ]{1,20}:\s\S/u;

/** "When: …", "Where: …", one per line: Markdown would run them together. */
function isField(line: string, before: string | undefined, after: string | undefined): boolean {
  return field.test(line) && (field.test(before ?? '') || field.test(after ?? ''));
}

/** Inside a paragraph only "1." opens a list, as in CommonMark: a wrapped line may start with "41." by chance. */
function startsItem(line: string, kind: BlockKind, lines: readonly string[]): boolean {
  const number = numbered.exec(line)?.[1];
  return number !== undefined && (kind === 'item' || lines.length === 0 || number === '1');
}

const entities: Readonly<Record<string, string>> = {
  amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ', ndash: '–', mdash: '—', hellip: '…', rsquo: '’', lsquo: '‘', ldquo: '“', rdquo: '”',
};

// An escaped mark is no markup: it waits as one of Unicode's noncharacters, which no text contains.
const escapable = '\\`*_{}[]()#+.!<>~|-';
const escapedFrom = 0xfdd0;

const target = String.raw`\((?:[^()\s]|\([^()\s]{0,200}\)){0,2000}(?:\s{1,4}(?:"[^"]{0,200}"|'[^']{0,200}'))?\)`;
const image = new RegExp(String.raw`!\[[^[\]]{0,400}\](?:${target}|\[[^[\]]{0,100}\])`, 'g');
const link = new RegExp(String.raw`\[([^[\]]{0,400})\](?:${target}|\[[^[\]]{0,100}\])`, 'g');

/** Inline Markdown and HTML as plain text: a link gives its text, an image nothing. */
export function plain(inline: string): string {
  const text = inline
    .replace(/\\([\\`*_{}[\]()#+.!<>~|-])/g, (_all, mark: string) => String.fromCharCode(escapedFrom + escapable.indexOf(mark)))
    .replace(/<!--[^>]{0,2000}-->/g, ' ')
    .replace(image, '')
    .replace(link, '$1')
    .replace(/\[\^[^[\]\s]{1,40}\]/g, '')
    .replace(/<(https?:\/\/[^<>\s]{1,500})>/g, '$1')
    .replace(/<\/?[a-z][^<>]{0,400}>/gi, '')
    .replace(/`+([^`]{1,400})`+/g, '$1')
    .replace(/(\*\*|__|~~|==)(?=\S)([^*_~=]{1,600}?)(?<=\S)\1/g, '$2')
    .replace(/(?<![\p{L}\p{N}*])\*(?=[^\s*])([^*]{1,600}?)(?<=[^\s*])\*(?![\p{L}\p{N}*])/gu, '$1')
    .replace(/(?<![\p{L}\p{N}_])_(?=[^\s_])([^_]{1,600}?)(?<=[^\s_])_(?![\p{L}\p{N}_])/gu, '$1')
    .replace(/\*\*|~~|`/g, '')
    .replace(/[\ufdd0-\ufde3]/g, (mark) => escapable.charAt(mark.charCodeAt(0) - escapedFrom))
    .replace(/&(?:#(\d{1,6})|([a-z]{2,8}));/gi, (whole, code: string | undefined, name: string | undefined) =>
      code === undefined ? (entities[name?.toLowerCase() ?? ''] ?? whole) : character(Number(code)),
    );
  return collapse(text).replace(/ (?=[.,;:!?](?:\s|$))/g, '');
}

function character(code: number): string {
  return code >= 32 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : '';
}
