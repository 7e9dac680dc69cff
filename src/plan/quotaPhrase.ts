import type { KindPhrase } from './kindPhrase.js';
import type { Token } from './messageTokens.js';
import type { Count, Kind } from './quota.js';

/** How many a phrase says: a number, or a part of a number that stands elsewhere. */
export type Amount =
  | { readonly type: 'count'; readonly count: Count }
  /** "the rest hero_text", "all of them videos" */
  | { readonly type: 'rest' | 'all' }
  /** "half of them videos" */
  | { readonly type: 'share'; readonly share: number };

/** One statement about numbers as the message makes it. */
export interface QuotaPhrase {
  readonly amount: Amount;
  readonly kinds: readonly Kind[];
  /** More words narrow it down, so that it may count only some of its kind: "2 posts about pricing". */
  readonly isNarrowed: boolean;
  /** It only points at a number: "the five posts". */
  readonly isMention: boolean;
  /** Words among them say more than what kind: "2 funny videos". */
  readonly hasDetail: boolean;
  /** Tokens from…to, and those among them that say the number. */
  readonly from: number;
  readonly to: number;
  readonly number: { readonly from: number; readonly to: number };
}

export interface Phrases {
  readonly list: readonly QuotaPhrase[];
  /** "of them": parts of what was counted before. */
  readonly isPart?: boolean;
  readonly isTotal?: boolean;
  /** What the words before a colon say for all that follows up to the end of the clause. */
  readonly heading?: Kind | undefined;
}

export const anyKind: Kind = { contentFormat: undefined, pillar: undefined };

export const verb = /^(?:generate|make|create|write|produce|plan|propose|give|want|need|do|prepare|draft|deliver|suggest|have|add|include|including|use|get|see|be|publish|require|requires|with|me|us|please|give|are|is|contain|contains|build|find|i'd|like|love|take|run|ask)$/;
const joint = /^(?:and|or|but|plus|then|also|so|\+|&)$/;

export function canNarrow(outer: Kind, own: Kind): boolean {
  return (outer.contentFormat === undefined || own.contentFormat === undefined) && (outer.pillar === undefined || own.pillar === undefined) && (own.contentFormat !== undefined || own.pillar !== undefined);
}

export function narrowed(outer: Kind, own: Kind): Kind {
  return { contentFormat: own.contentFormat ?? outer.contentFormat, pillar: own.pillar ?? outer.pillar };
}

export function isBoundary(token: Token | undefined): boolean {
  return token === undefined || (token.kind === 'mark' && !['-', '_', '/', '%'].includes(token.text)) || (token.kind === 'mark' && token.text === '-' && !token.isGlued);
}

export function startsClause(tokens: readonly Token[], at: number): boolean {
  const before = tokens[at - 1];
  return isBoundary(before) || joint.test(before?.text ?? '') || verb.test(before?.text ?? '');
}

export function endsClause(tokens: readonly Token[], at: number): boolean {
  const token = tokens[at];
  return isBoundary(token) || joint.test(token?.text ?? '') || /^(?:please|while|because|since|as|with|thanks)$/.test(token?.text ?? '');
}

export function hasKind({ contentFormat, pillars, isPerFormat }: KindPhrase): boolean {
  return contentFormat !== undefined || pillars.length > 0 || isPerFormat;
}

export function phraseOf(amount: Amount, kinds: readonly Kind[], from: number, to: number, numberTo: number): QuotaPhrase {
  return { amount, kinds, isNarrowed: false, hasDetail: false, isMention: false, from, to, number: { from, to: numberTo } };
}

/** The number in "two of the five posts". */
export function wholeOf({ whole, next }: KindPhrase, from: number): readonly QuotaPhrase[] {
  return whole ? [{ ...phraseOf({ type: 'count', count: whole.count }, [anyKind], from, next, whole.next), isMention: !whole.hasBound }] : [];
}
