import { t } from '@vscode/l10n';

/** A value read from text, or what is wrong with the text, in one sentence. */
export type Parsed<T> = { readonly value: T } | { readonly wrong: string };

/** `#Tag`, `＃Tag` or `Tag` to `Tag`. Letters, digits and underscores, not digits alone: what every platform links. */
export function hashtagOf(text: string): Parsed<string> {
  const tag = text.replace(/^[#＃]/, '');
  if (/^[\p{L}\p{M}\p{N}_]+$/u.test(tag) && /[^\p{N}_]/u.test(tag)) return { value: tag };
  return { wrong: t('"{0}" cannot be a hashtag: use letters, digits and underscores, not digits alone.', text) };
}

/** `#abc` or `#aabbcc` to lower case `#aabbcc`. */
export function colorOf(text: string): Parsed<string> {
  const digits = /^#([0-9a-f]{3}|[0-9a-f]{6})$/i.exec(text)?.[1]?.toLowerCase();
  if (!digits) return { wrong: t('"{0}" is not a color: write it as "#rgb" or "#rrggbb", in quotes.', text) };
  return { value: `#${digits.length === 3 ? digits.replace(/./g, '$&$&') : digits}` };
}

/** `width:height`. No side may be more than four times the other: no image model or design draws such a strip. */
export function aspectRatioOf(text: string): Parsed<`${number}:${number}`> {
  const [, width, height] = /^\s*(\d{1,5})\s*:\s*(\d{1,5})\s*$/.exec(text) ?? [];
  const ratio = Number(width) / Number(height);
  if (ratio >= 0.25 && ratio <= 4) return { value: `${Number(width)}:${Number(height)}` };
  return { wrong: t('"{0}" is not an aspect ratio: write width and height such as "16:9".', text) };
}

/** A glob that stays inside the workspace folder. */
export function globOf(text: string): Parsed<string> {
  const isOutside = /^([/\\~]|[a-z]:|[a-z]+:\/\/)/i.test(text) || text.split(/[/\\]/).includes('..');
  if (isOutside) return { wrong: t('"{0}" must be relative to the workspace folder and stay inside it.', text) };
  return { value: text };
}
