const longestDetail = 160;
const shared = { key: 6, text: 24 };

export interface Secrets {
  readonly key: string | undefined;
  /** Prompts and other text of the user's. */
  readonly texts: readonly string[];
}

/**
 * What a provider said about an error, fit for a message: one short line of plain text.
 * `undefined` when it repeats part of the key or of the user's text, as some providers do, or says nothing.
 */
export function providerDetail(said: string | undefined, { key, texts }: Secrets): string | undefined {
  if (said === undefined || /<\/?[a-z!]|^\s*[{[]/i.test(said)) return undefined;
  const line = said.replace(/\s+/g, ' ').trim().replace(/[.\s]+$/, '');
  if (line === '' || line.length > longestDetail) return undefined;
  const repeats = (secret: string, size: number): boolean => {
    for (let start = 0; start + size <= line.length; start += 1) if (secret.includes(line.slice(start, start + size))) return true;
    return false;
  };
  if (key !== undefined && repeats(key, Math.min(shared.key, key.length))) return undefined;
  return texts.some((text) => text !== '' && repeats(text.replace(/\s+/g, ' '), Math.min(shared.text, text.length))) ? undefined : line;
}
