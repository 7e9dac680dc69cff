import type { Vocabulary } from './kindWords.js';
import { readCount } from './countPhrase.js';
import { readCounted, readNamed } from './countedPhrases.js';
import type { Token } from './messageTokens.js';
import type { Kind } from './quota.js';
import { anyKind, canNarrow, narrowed, type Phrases, type QuotaPhrase } from './quotaPhrase.js';
import { readAll, readEven, readNone, readRest, readShare } from './relativePhrases.js';

export function readQuotaPhrases(tokens: readonly Token[], words: Vocabulary): readonly QuotaPhrase[] {
  const found: QuotaPhrase[] = [];
  const scope = new Scope();
  for (let at = 0; at < tokens.length; ) {
    scope.pass(tokens[at], found.at(-1));
    const phrases = readRest(tokens, at, words) ?? readEven(tokens, at, words) ?? readShare(tokens, at, words) ?? readNone(tokens, at, words) ?? readAll(tokens, at, words) ?? readCounted(tokens, at, words, found.at(-1)) ?? readNamed(tokens, at, words);
    if (!phrases) {
      // What is refused as "at most two" must not be read as "two".
      const bounded = readCount(tokens, at);
      at = bounded?.hasBound === true ? bounded.next : at + 1;
      continue;
    }
    const applied = phrases.list.map((phrase) => scope.apply(phrase, phrases, found));
    found.push(...applied);
    scope.enter(phrases.heading, applied);
    at = Math.max(at + 1, phrases.list.at(-1)?.to ?? at + 1);
  }
  return found;
}

/** What "of them", brackets and headings add to the kind of a count. */
class Scope {
  private heading: Kind | undefined;
  private bracket: Kind | undefined;

  pass(token: Token | undefined, last: QuotaPhrase | undefined): void {
    if (token?.kind !== 'mark') return;
    if (['.', ';', '\n', '!', '?'].includes(token.text)) this.heading = undefined;
    if (token.text === '(') this.bracket = last?.kinds.length === 1 ? last.kinds[0] : undefined;
    if (token.text === ')') this.bracket = undefined;
  }

  apply(phrase: QuotaPhrase, { isPart = false, isTotal = false }: Phrases, before: readonly QuotaPhrase[]): QuotaPhrase {
    if (isTotal) return phrase;
    const wholes = isPart ? before.findLast(({ amount, kinds }) => amount.type === 'count' && kinds.every((kind) => phrase.kinds.every((own) => canNarrow(kind, own))))?.kinds : undefined;
    const outer = wholes ?? [this.bracket ?? this.heading ?? anyKind];
    if (!outer.every((kind) => phrase.kinds.every((own) => canNarrow(kind, own)))) return phrase;
    return { ...phrase, kinds: outer.flatMap((kind) => phrase.kinds.map((own) => narrowed(kind, own))) };
  }

  enter(heading: Kind | undefined, phrases: readonly QuotaPhrase[]): void {
    const isOutside = (own: Kind): boolean => this.heading !== undefined && ((this.heading.pillar ?? own.pillar) !== own.pillar || (this.heading.contentFormat ?? own.contentFormat) !== own.contentFormat);
    if (heading) this.heading = heading;
    else if (phrases.some(({ kinds }) => kinds.some(isOutside))) this.heading = undefined;
  }
}
