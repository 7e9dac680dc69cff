const word = String.raw`[\p{L}\p{M}\p{N}_]`;
/** Joiners that X and Mastodon keep inside a tag: the zero-width non-joiner of Persian, the dots of Catalan and Japanese. */
const tag = new RegExp(String.raw`(?<!${word}|&)[#＃](?!\p{M})(${word}+(?:[\u200C\u00B7\u30FB]${word}+)*)`, 'gu');
const url = /https?:\/\/\S+/giu;

/**
 * The hashtags of a caption without `#`, as written and in order, repeated ones included.
 * Not tags: digits alone (`#1`), what is glued to a word (`C#`, `a#b`), fragments of URLs.
 */
export function hashtagsOf(text: string): readonly string[] {
  const withoutUrls = text.replace(url, ' ');
  return [...withoutUrls.matchAll(tag)].flatMap(([, name = '']) => (/\p{L}/u.test(name) ? [name] : []));
}
