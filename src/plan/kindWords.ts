import type { ContentFormat } from '../common/terms.js';
import { after } from './countPhrase.js';
import { messageTokens, type Token } from './messageTokens.js';

export interface NamedPillar {
  readonly key: string;
  readonly name: string;
}

/** The words that name pillars by their first one, longest first. */
export type PillarWords = ReadonlyMap<string, readonly (readonly [key: string, words: readonly string[]])[]>;

export interface Vocabulary {
  readonly pillars: PillarWords;
  readonly allPillars: readonly string[];
}

/** What items are called, whatever their kind. */
export const noun = /^(?:posts?|items?|pieces?|plans?|entry|entries|articles?|story|stories|drafts?|ones?)$/;

export function vocabulary(pillars: readonly NamedPillar[]): Vocabulary {
  const spelled = pillars.flatMap(({ key, name }) => [...new Set([key, name].map((text) => wordsOf(text).join(' ')))].map((text) => [key, text.split(' ')] as const));
  const words = spelled.filter(([, own]) => own[0] !== '' && !own.every((word) => noun.test(word) || /^(?:videos?|texts?|hero)$/.test(word)));
  const byFirst = new Map<string, (readonly [key: string, words: readonly string[]])[]>();
  for (const named of words.sort((a, b) => b[1].length - a[1].length)) {
    const first = named[1][0] ?? '';
    byFirst.set(first, [...(byFirst.get(first) ?? []), named]);
  }
  return { pillars: byFirst, allPillars: pillars.map(({ key }) => key) };
}

function wordsOf(text: string): readonly string[] {
  return messageTokens(text.normalize('NFKC')).filter(({ kind }) => kind !== 'mark').map((token) => token.text);
}

export interface FoundFormat {
  readonly contentFormat: ContentFormat;
  readonly next: number;
  readonly isNoun: boolean;
  readonly isPlural: boolean;
}

/** `video`, `videos`, `hero_text`, "hero text", "text" and their like. */
export function readFormat(tokens: readonly Token[], at: number): FoundFormat | undefined {
  const word = tokens[at]?.text;
  const found = (contentFormat: ContentFormat, next: number, isNoun: boolean, isPlural: boolean): FoundFormat => ({ contentFormat, next, isNoun, isPlural });
  if (/^(?:videos?|vids?)$/.test(word ?? '')) {
    const clip = /^(?:clips?)$/.test(tokens[at + 1]?.text ?? '');
    return found('video', at + (clip ? 2 : 1), true, word === 'videos' || word === 'vids' || tokens[at + 1]?.text === 'clips');
  }
  if (word === 'clip' || word === 'clips') return found('video', at + 1, true, word === 'clips');
  if (word === 'hero') {
    const joint = ['_', '-'].includes(tokens[at + 1]?.text ?? '') ? 2 : 1;
    const text = tokens[at + joint]?.text;
    if (text === 'text' || text === 'texts') return found('hero_text', at + joint + 1, true, text === 'texts');
    return noun.test(text ?? '') ? found('hero_text', at + 1, false, false) : undefined;
  }
  if (word === 'texts') return found('hero_text', at + 1, true, true);
  if (word === 'text') {
    const isOnly = after(tokens, at + 1, ['-', 'only']) ?? after(tokens, at + 1, ['only']);
    return found('hero_text', isOnly ?? at + 1, false, false);
  }
  return word === 'written' && noun.test(tokens[at + 1]?.text ?? '') ? found('hero_text', at + 1, false, false) : undefined;
}

export function readPillar(tokens: readonly Token[], at: number, { pillars }: Vocabulary): { readonly key: string; readonly next: number } | undefined {
  for (const [key, words] of pillars.get(tokens[at]?.text ?? '') ?? []) {
    let next = at;
    const isThere = words.every((word, index) => {
      if (index > 0 && ['-', '_', '&', '/'].includes(tokens[next]?.text ?? '') && tokens[next]?.isGlued) next += 1;
      const token = tokens[next];
      const isLast = index === words.length - 1;
      const isSame = token?.text === word || (isLast && index > 0 && token?.kind === 'word' && (`${token.text}s` === word || token.text === `${word}s`));
      next += 1;
      return isSame;
    });
    if (isThere) return { key, next };
  }
  return undefined;
}

/** "craft, small-shops and AI products" */
export function readPillarList(tokens: readonly Token[], at: number, words: Vocabulary): { readonly keys: readonly string[]; readonly next: number } | undefined {
  const keys: string[] = [];
  let next = at;
  for (let from = skipThe(tokens, at); ; ) {
    const pillar = readPillar(tokens, from, words);
    if (!pillar) break;
    keys.push(pillar.key);
    next = tokens[pillar.next]?.text === 'pillar' ? pillar.next + 1 : pillar.next;
    let joint = next;
    while (/^(?:,|and|&|\/|\+|or)$/.test(tokens[joint]?.text ?? '')) joint += 1;
    if (joint === next) break;
    if (/^(?:for|from|in|on)$/.test(tokens[joint]?.text ?? '')) joint += 1;
    from = skipThe(tokens, joint);
  }
  return keys.length === 0 ? undefined : { keys, next };
}

export function skipThe(tokens: readonly Token[], at: number): number {
  let next = at;
  while (/^(?:the|our|pillars?)$/.test(tokens[next]?.text ?? '')) next += 1;
  if (next > at && /^[=:]$/.test(tokens[next]?.text ?? '')) next += 1;
  return next;
}

/** `content_format='video'`, "content format: hero text", "format video". */
export function readFormatKey(tokens: readonly Token[], at: number): FoundFormat | undefined {
  let next = at;
  if (tokens[next]?.text === 'content') next += ['_', '-'].includes(tokens[next + 1]?.text ?? '') ? 2 : 1;
  if (!/^(?:formats?|type|kind)$/.test(tokens[next]?.text ?? '')) return undefined;
  next += 1;
  while (/^(?:=|:|is|of|set|to|being|equals|as)$/.test(tokens[next]?.text ?? '')) next += 1;
  const format = readFormat(tokens, next);
  return format && { ...format, isNoun: true };
}

/** `content_format='carousel'`, "pillar=nope": a value that does not exist. */
export function readUnknownValue(tokens: readonly Token[], at: number, words: Vocabulary): { readonly what: 'content_format' | 'pillar'; readonly value: Token } | undefined {
  const isFormat = tokens[at]?.text === 'content' && /^[_-]$/.test(tokens[at + 1]?.text ?? '') && tokens[at + 2]?.text === 'format';
  const equals = at + (isFormat ? 3 : 1);
  if ((!isFormat && tokens[at]?.text !== 'pillar') || !/^[=:]$/.test(tokens[equals]?.text ?? '')) return undefined;
  let next = equals;
  while (/^[=:]$/.test(tokens[next]?.text ?? '')) next += 1;
  const value = tokens[next];
  if (value?.kind !== 'word' || (isFormat ? readFormat(tokens, next) : readPillar(tokens, next, words))) return undefined;
  return { what: isFormat ? 'content_format' : 'pillar', value };
}
