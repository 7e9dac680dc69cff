/** What of a text a picture can show. */
export interface CleanText {
  readonly text: string;
  readonly hasEmoji: boolean;
}

// Characters that XML forbids, that have no shape, or that reorder what stands around them. Joiners stay: Indic and Persian need them.
const shapeless = /[\p{Cc}\p{Cs}\p{Co}\p{Cn}\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufe00-\ufe0e\ufeff\ufff9-\ufffd]/gu;
const emoji =
  /(?:\p{Regional_Indicator}{1,2}|[0-9#*]\uFE0F?\u20E3|\p{Extended_Pictographic}(?:\uFE0F|\p{Emoji_Modifier})?(?:\u200D\p{Extended_Pictographic}(?:\uFE0F|\p{Emoji_Modifier})?)*|\p{Emoji_Modifier}|\uFE0F)/gu;

/** One line without control characters and emoji. Symbols that `hasGlyph` knows (©, ↗) are not taken for emoji. */
export function cleanText(raw: string, hasGlyph: (codePoint: number) => boolean): CleanText {
  let hasEmoji = false;
  const text = raw
    .normalize('NFC')
    .replace(/(?:[^\S\ufeff]|\u0085)+/g, ' ')
    .replace(shapeless, '')
    .replace(emoji, (match) => {
      if (Array.from(match).length === 1 && hasGlyph(match.codePointAt(0) ?? 0)) return match;
      hasEmoji ||= match !== '\uFE0F';
      return '';
    });
  return { text: text.replace(/ {2,}/g, ' ').trim(), hasEmoji };
}

/** Shortens to at most `limit` characters as people count them, at a word's end where one is near. */
export function limitLength(text: string, limit: number): { readonly text: string; readonly isCut: boolean } {
  const characters = Array.from(new Intl.Segmenter('en').segment(text), ({ segment }) => segment);
  if (characters.length <= limit) return { text, isCut: false };
  const kept = characters.slice(0, limit - 1).join('');
  const lastSpace = kept.lastIndexOf(' ');
  return { text: `${(lastSpace > kept.length * 0.7 ? kept.slice(0, lastSpace) : kept).replace(/[\s.,;:–—-]+$/, '')}…`, isCut: true };
}
