import { plain } from './markdown.js';
import { terms } from './vocabulary.js';

/** Facts by their place in the list. */
export type Group = readonly number[];

/** Past this the comparison of all with all takes too long; notes of that length have their order. */
const mostCompared = 240;

/**
 * Puts facts that share names and terms together: `count` groups of about equal size, each in the facts' order. A term
 * that half of the facts have tells nothing. The same facts give the same groups.
 */
export function groupFacts(facts: readonly string[], count: number): readonly Group[] {
  const wanted = Math.min(count, facts.length);
  if (wanted <= 0) return [];
  const most = Math.ceil(facts.length / wanted);
  if (facts.length > mostCompared) return inOrder(facts.length, wanted);
  const likeness = likenessOf(facts);
  let groups: Group[] = facts.map((_, index) => [index]);
  while (groups.length > wanted) {
    let pair = closest(groups, likeness, most);
    for (let size = most + 1; !pair && size <= facts.length; size++) pair = closest(groups, likeness, size);
    if (!pair) break;
    const [one, other] = pair;
    const merged = [...(groups[one] ?? []), ...(groups[other] ?? [])].sort((a, b) => a - b);
    groups = groups.flatMap((group, index) => (index === one ? [merged] : index === other ? [] : [group]));
  }
  return groups.sort((a, b) => (a[0] ?? 0) - (b[0] ?? 0));
}

function inOrder(length: number, count: number): readonly Group[] {
  const all = Array.from({ length }, (_, index) => index);
  return Array.from({ length: count }, (_, index) => all.slice(Math.round((index * length) / count), Math.round(((index + 1) * length) / count)));
}

/** Units and the like, which facts about different things have in common. */
const weak = new Set('day week month year hour minute second percent people person time million billion thousand dollar euro number part today yesterday tomorrow'.split(' '));

/** `terms` of text with markup, where a full stop is no part of a word. */
export function subjectTerms(text: string): ReadonlySet<string> {
  return terms(plain(text).replace(/[.&'’-]+(?=\s|$)/g, ' '));
}

/** How much two facts share, rare terms counting more; a name counts twice. */
function likenessOf(facts: readonly string[]): (one: number, other: number) => number {
  const owned = facts.map((fact) => ({ terms: subjectTerms(fact), names: namesOf(fact) }));
  const spread = new Map<string, number>();
  for (const { terms: own } of owned) for (const term of own) spread.set(term, (spread.get(term) ?? 0) + 1);
  const weight = (term: string): number => {
    if (weak.has(term)) return 0;
    const count = spread.get(term) ?? 0;
    return facts.length > 3 && count * 2 > facts.length ? 0 : 1 / Math.max(1, count - 1);
  };
  const table = owned.map((one) => owned.map((other) => {
    let shared = 0;
    for (const term of one.terms) if (other.terms.has(term)) shared += weight(term) * (one.names.has(term) && other.names.has(term) ? 2 : 1);
    return shared;
  }));
  return (one, other) => table[one]?.[other] ?? 0;
}

/** Words with a capital inside the sentence, as `terms` cuts them. */
function namesOf(fact: string): ReadonlySet<string> {
  const capitals = fact.match(/(?<=[^.!?\s]\s{1,3}["“‘(]?)\p{Lu}[\p{L}\p{N}'’&-]*/gu) ?? [];
  return subjectTerms(capitals.join(' '));
}

/** The two groups with the greatest mean likeness that fit together; of equals, the smaller and nearer ones. */
function closest(groups: readonly Group[], likeness: (one: number, other: number) => number, most: number): readonly [number, number] | undefined {
  let best: { readonly pair: readonly [number, number]; readonly likeness: number; readonly size: number; readonly distance: number } | undefined;
  for (const [one, group] of groups.entries()) {
    for (let other = one + 1; other < groups.length; other++) {
      const with_ = groups[other] ?? [];
      const size = group.length + with_.length;
      if (size > most) continue;
      let sum = 0;
      for (const a of group) for (const b of with_) sum += likeness(a, b);
      const found = { pair: [one, other] as const, likeness: sum / (group.length * with_.length), size, distance: Math.abs((with_[0] ?? 0) - (group.at(-1) ?? 0)) };
      if (!best || found.likeness > best.likeness || (found.likeness === best.likeness && (found.size < best.size || (found.size === best.size && found.distance < best.distance)))) best = found;
    }
  }
  return best?.pair;
}
