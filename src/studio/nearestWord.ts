/** The word that `text` probably misspells: at most two edits away, and fewer than a third of its length. */
export function nearestWord(text: string, words: readonly string[]): string | undefined {
  const plain = fold(text);
  return words
    .filter((word) => Math.abs(word.length - plain.length) <= 2)
    .map((word) => ({ word, edits: distance(plain, fold(word)) }))
    .filter(({ word, edits }) => edits <= 2 && edits * 3 <= word.length)
    .sort((a, b) => a.edits - b.edits)[0]?.word;
}

function fold(word: string): string {
  return word.toLowerCase().replace(/[\s_-]/g, '');
}

/** Levenshtein distance; callers pass short words of similar length. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replace = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replace, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
