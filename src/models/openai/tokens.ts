/** About how many tokens a text has: four Latin letters each, and nearly one for each character of other scripts. */
export function textTokens(text: string): number {
  const other = text.match(/[^\u0000-\u024f\s]/gu)?.length ?? 0;
  return Math.ceil((text.length - other) / 4 + other * 0.8);
}
