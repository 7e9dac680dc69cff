import type { Counting } from '../studio/studio.js';

/** What a platform calls one character. */
export type CharacterUnit =
  /** What a person sees as one: a flag or a family emoji is 1. */
  | 'grapheme'
  /** UTF-16 code units: most emoji are 2, families up to 11. */
  | 'utf16'
  /** Code points, but an emoji counts the bytes of its UTF-8 form. */
  | 'emojiBytes';

/** How long a text is for one platform. A `Platform` is one. */
export interface LengthRule {
  readonly counting: Counting;
  /** For `characters`; graphemes when absent. */
  readonly unit?: CharacterUnit | undefined;
  /** What every URL counts as, whatever its length, for `characters`. */
  readonly urlLength?: number | undefined;
}

export type MeasureLength = (text: string, rule: LengthRule) => number;

/** Length of one text. To measure often, or without waiting, take `loadMeasure` once. */
export async function captionLength(text: string, rule: LengthRule): Promise<number> {
  if (rule.counting === 'characters') return characterLength(text, rule);
  return (await loadMeasure())(text, rule);
}

/** Loads the counting library of X (107 KB) and gives a measure that answers at once. */
export async function loadMeasure(): Promise<MeasureLength> {
  const weigh = await loadXWeight();
  return (text, rule) => (rule.counting === 'characters' ? characterLength(text, rule) : weigh(text));
}

/** For rules that count characters; needs nothing to be loaded. */
export function characterLength(text: string, rule: Omit<LengthRule, 'counting'>): number {
  const { urlLength, unit = 'grapheme' } = rule;
  const counted = urlLength === undefined ? text : shortenLinks(text, urlLength);
  switch (unit) {
    case 'utf16':
      return counted.length;
    case 'grapheme':
      return graphemeCount(counted);
    case 'emojiBytes':
      return emojiByteLength(counted);
  }
}

/** One character in place of each URL character that counts; `@name@server` counts as `@name`, as on Mastodon. */
function shortenLinks(text: string, urlLength: number): string {
  return text
    .replace(/https?:\/\/[^\s<>"]*[^\s<>".,;:!?'()[\]{}…]/giu, 'x'.repeat(urlLength))
    .replace(/(?<![\p{L}\p{N}_/])(@[a-z0-9_]+)@[a-z0-9.-]+[a-z0-9]/giu, '$1');
}

function graphemeCount(text: string): number {
  // Every printable ASCII character is one; segmenting is slow and most captions are mostly that.
  if (/^[\x20-\x7E\n]*$/.test(text)) return text.length;
  return Array.from(new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(text)).length;
}

/** Unicode sets: TypeScript does not let a literal use them below ES2024. */
const emoji = once(() => new RegExp(String.raw`\p{RGI_Emoji}|\p{Emoji_Presentation}`, 'gv'));

function emojiByteLength(text: string): number {
  let bytes = 0;
  const rest = text.replace(emoji(), (found) => {
    bytes += Buffer.byteLength(found, 'utf8');
    return '';
  });
  return bytes + Array.from(rest).length;
}

const loadXWeight = once(async () => {
  const { default: twitterText } = await leavingGlobalsAlone(() => import('twitter-text'));
  // The package knows the emoji of 2018. X counts every emoji as 2, so a known one stands for each newer one.
  return (text: string): number => twitterText.parseTweet(text.replace(emoji(), '😀')).weightedLength;
});

/**
 * twitter-text brings core-js 2, which replaces `Function.prototype.toString` and adds two globals.
 * Other extensions live in this process too, so both are undone; the library does not need them later.
 */
async function leavingGlobalsAlone<T>(load: () => Promise<T>): Promise<T> {
  const before = Object.getOwnPropertyDescriptor(Function.prototype, 'toString');
  const added = ['core', '__core-js_shared__'].filter((name) => !Object.hasOwn(globalThis, name));
  try {
    return await load();
  } finally {
    if (before) Object.defineProperty(Function.prototype, 'toString', before);
    for (const name of added) Reflect.deleteProperty(globalThis, name);
  }
}

function once<T extends object>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}
