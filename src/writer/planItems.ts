import { t } from '@vscode/l10n';
import type { Pillar, PlanFact, PlanReply, PlanReplyItem, PlanSlot, PlanTask, WriterNotes } from '../models/textModel.js';
import { groupFacts, subjectTerms } from './groupFacts.js';
import { plain } from './markdown.js';
import { capitalise, sentences, words } from './sentences.js';

export interface PlannedReply {
  readonly reply: PlanReply;
  readonly notes: WriterNotes;
}

interface Bundle {
  readonly facts: readonly PlanFact[];
  readonly terms: ReadonlySet<string>;
}

const longTitle = 90;

/** Groups the facts into as many items as are wanted. It invents no angle: each brief is a form with a place for it. */
export function planItems(task: PlanTask): PlannedReply {
  const facts = task.facts.filter(({ isUsed }) => !isUsed);
  const bundles = groupFacts(facts.map(({ text }) => text), task.slots.length).map((group): Bundle => {
    const own = group.flatMap((index) => facts[index] ?? []);
    return { facts: own, terms: subjectTerms(own.map(({ text }) => text).join(' ')) };
  });
  const slots = assign(bundles, task);
  const taken = new Set(task.titles.map((title) => title.toLowerCase()));
  const items = bundles.map((bundle, index) => itemOf(bundle, slots[index], task, taken));
  const missing = task.slots.length - items.length;
  const gaps = [
    ...(items.length > 0 ? [t('The built-in planner groups facts and adds nothing: the angle of each piece is yours.')] : []),
    ...items.map(({ title }) => t('“{0}” has no angle yet: write it in its brief, after “Angle:”.', title)),
    ...(missing > 0 ? [missingFacts(missing, facts.length)] : []),
  ];
  return { reply: { items }, notes: { leftOut: task.instruction === '' ? [] : [task.instruction], gaps } };
}

function missingFacts(missing: number, facts: number): string {
  if (facts === 0) return t('No fact is left that no other item rests on: add facts to the cluster for {0} more.', missing);
  return t('The cluster has only {0} facts to build on: add facts for {1} more.', facts, missing);
}

/** Which slot each bundle takes: those that ask for a pillar get the bundle that is nearest to it, the others in order. */
function assign(bundles: readonly Bundle[], { slots, pillars }: PlanTask): readonly PlanSlot[] {
  const result: PlanSlot[] = [];
  const free = new Set(bundles.keys());
  const byNeed = [...slots.filter(({ pillar }) => pillar !== undefined), ...slots.filter(({ pillar }) => pillar === undefined)];
  for (const slot of byNeed) {
    const pillar = pillars.find(({ key }) => key === slot.pillar);
    const [best] = [...free].map((index) => ({ index, fit: pillar ? fit(bundles[index], pillar, pillars) : 0 })).sort((a, b) => b.fit - a.fit || a.index - b.index);
    if (best === undefined) break;
    free.delete(best.index);
    result[best.index] = slot;
  }
  return result;
}

/** How much nearer the bundle is to this pillar than to the nearest other one. */
function fit(bundle: Bundle | undefined, pillar: Pillar, all: readonly Pillar[]): number {
  return nearness(bundle, pillar) - Math.max(0, ...all.filter(({ key }) => key !== pillar.key).map((other) => nearness(bundle, other)));
}

function nearness(bundle: Bundle | undefined, { name, framing, key }: Pillar): number {
  const own = subjectTerms(`${name} ${key.replace(/[-_]/g, ' ')} ${framing ?? ''}`);
  let shared = 0;
  for (const term of own) if (bundle?.terms.has(term)) shared++;
  return shared;
}

/** The pillar that the facts speak of, where one shares clearly more words with them than all others. */
function certainPillar(bundle: Bundle, pillars: readonly Pillar[]): Pillar | undefined {
  const [first, second] = pillars.map((pillar) => ({ pillar, near: nearness(bundle, pillar) })).sort((a, b) => b.near - a.near);
  return first && first.near >= 2 && first.near > (second?.near ?? 0) ? first.pillar : undefined;
}

function itemOf(bundle: Bundle, slot: PlanSlot | undefined, { pillars }: PlanTask, taken: Set<string>): PlanReplyItem {
  const pillar = slot?.pillar === undefined ? certainPillar(bundle, pillars) : pillars.find(({ key }) => key === slot.pillar);
  const titles = bundle.facts.map(({ text }) => headline(text));
  const title = titles.find((one) => one !== '' && !taken.has(one.toLowerCase())) ?? titles[0] ?? '';
  taken.add(title.toLowerCase());
  return {
    title,
    // The form that the built-in drafter reads: what is empty it reports as missing.
    brief: ['Hook:', `Facts:\n${bundle.facts.map(({ text }) => `- ${text}`).join('\n')}`, 'Angle:', 'Button:'].join('\n\n'),
    rationale: rationaleOf(bundle, slot, pillar),
    pillar: pillar?.key ?? null,
    content_format: slot?.contentFormat ?? 'hero_text',
    facts: bundle.facts.map(({ id }) => id),
  };
}

function rationaleOf({ facts }: Bundle, slot: PlanSlot | undefined, pillar: Pillar | undefined): string {
  const shared = sharedWords(facts);
  return [
    facts.length === 1 ? t('One fact of the cluster.') : shared.length > 0 ? t('Facts that share {0}.', shared.map((word) => `“${word}”`).join(', ')) : t('Facts with no word in common, put together for the number.'),
    ...(pillar && slot?.pillar === undefined ? [t('They share words with the pillar {0}.', pillar.name)] : []),
    t('Grouped by rules; why this pillar and this format is yours to say.'),
  ].join(' ');
}

/** Words as the author spelt them that more than half of the facts have, at most three. */
function sharedWords(facts: readonly PlanFact[]): readonly string[] {
  const owned = facts.map(({ text }) => subjectTerms(text));
  const spelling = new Map<string, string>();
  for (const { text } of facts) for (const word of words(plain(text))) for (const term of subjectTerms(word)) if (!spelling.has(term)) spelling.set(term, word);
  return [...spelling]
    .map(([term, word]) => ({ word, count: owned.filter((own) => own.has(term)).length }))
    .filter(({ count }) => count > 1 && count * 2 > facts.length)
    .sort((a, b) => b.count - a.count)
    .slice(0, 3)
    .map(({ word }) => word.replace(/['’]s$|[.,;:!?&-]+$/, ''));
}

/** The fact's first sentence as a title, cut where a clause ends; the author's words only. */
function headline(fact: string): string {
  const sentence = (sentences(plain(fact))[0] ?? '').replace(/\s*\((?:source:?\s*)?https?:[^)]*\)/gi, '').replace(/https?:\/\/\S+/g, '').replace(/[\s.;:,—–-]+$/u, '').trim();
  if (sentence.length <= longTitle) return capitalise(sentence);
  const start = sentence.slice(0, longTitle);
  const clause = /^.{24,}(?=[,;:] | [—–-] | \()/u.exec(start)?.[0];
  return capitalise((clause ?? `${start.replace(/\s+\S*$/u, '')}…`).replace(/[\s,;:—–-]+$/u, ''));
}
