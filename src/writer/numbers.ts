const magnitudes: Readonly<Record<string, string>> = { thousand: 'K', million: 'M', billion: 'B', trillion: 'T' };

/** A figure that a reader can check; `1` alone in "1 of them" counts too. */
export function hasFigure(text: string): boolean {
  return /(?<![\p{L}_#&])\d/u.test(text);
}

/** The figure carries a unit or is long enough to be a quantity: `61%`, `$412,000`, `47 minutes`, `1,900`. */
export function hasQuantity(text: string): boolean {
  // A year alone dates a sentence, it does not make it a strong one.
  const undated = text.replace(/(?<![\p{L}\d.,$€£])(?:19|20)\d\d(?![\d.,]\d|\d|\s?%)/gu, '');
  return /[$€£¥]\s?\d|(?<![\p{L}_#&.])\d[\d.,]{0,20}\s?(?:%|percent|[kKmMbB]n?\b|thousand|million|billion|trillion|x\b|×|\p{Ll}{2,})|(?<![\p{L}_#&.])\d{1,3}[.,]\d{3}|(?<![\p{L}_#&.])\d{2,}/u.test(
    undated,
  );
}

/** "4 billion SKUs" as "4B SKUs", "50 percent" as "50%": the same claim in fewer characters. */
export function shortFigures(text: string): string {
  return text
    .replace(/(\d)[ \u00a0](thousand|million|billion|trillion)(?![\p{L}\p{N}-])/giu, (_all, digit: string, word: string) => digit + (magnitudes[word.toLowerCase()] ?? word))
    .replace(/(\d)[ \u00a0](?:percent|per cent)(?![\p{L}\p{N}-])/giu, '$1%');
}
