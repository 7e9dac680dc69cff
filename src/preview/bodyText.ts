/** Longest body that is shown whole, in UTF-16 units: some 30,000 words. */
export const longestBody = 200_000;

/** The start of a body up to the end of a line; `isCut` when there was more. */
export function cutBody(text: string, longest = longestBody): { readonly text: string; readonly isCut: boolean } {
  if (text.length <= longest) return { text, isCut: false };
  const lineEnd = text.lastIndexOf('\n', longest);
  // A single endless line is cut anywhere but inside a surrogate pair.
  const end = lineEnd > longest / 2 ? lineEnd : /[\uD800-\uDBFF]/.test(text.charAt(longest - 1)) ? longest - 1 : longest;
  return { text: text.slice(0, end), isCut: true };
}

const wordsPerMinute = 230;
const oneCharacterWord = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;
const word = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|[\p{L}\p{N}]+(?:['’.,\-_][\p{L}\p{N}]+)*/gu;

/** Words as a reader counts them, without link targets; minutes are at least one when there is a word. */
export function readingTime(markdown: string): { readonly words: number; readonly minutes: number } {
  let words = 0;
  let effort = 0;
  for (const [match] of markdown.replace(/\]\([^)\n]{0,2000}\)/g, ']').matchAll(word)) {
    words += 1;
    // Readers take in about two such characters for one word of an alphabet.
    effort += oneCharacterWord.test(match) ? 0.5 : 1;
  }
  return { words, minutes: words === 0 ? 0 : Math.max(1, Math.round(effort / wordsPerMinute)) };
}
