import { t } from '@vscode/l10n';
import { addCost, noCost } from '../common/money.js';
import type { ContentFormat } from '../common/terms.js';
import { contentFormats } from '../common/terms.js';
import { formatTotal } from '../cost/format.js';
import type { Studio } from '../studio/studio.js';
import type { SpecialMessage } from './quota.js';
import { quotaStatus } from './quotaStatus.js';
import { formatLabel, quotaState } from './quotaWords.js';
import { foldTitle } from './readPlans.js';
import { factUses, keptItems, type Review, type ReviewItem } from './review.js';
import type { BusyState, Choice, FactState, ItemFact, ItemState, NoteState, ReviewState } from './reviewProtocol.js';
import type { SourceUse } from './usedBefore.js';

export interface ReviewInput {
  readonly review: Review;
  readonly special: Pick<SpecialMessage, 'quotas' | 'pillars'>;
  readonly pillars: Studio['pillars'];
  /** Posts of the workspace that name facts of the cluster. */
  readonly uses: readonly SourceUse[];
  /** The post of the workspace that has this title. */
  readonly postTitled: (title: string) => { readonly uri: string; readonly title: string } | undefined;
  /** What asking for so many more would cost, as said before the click; `undefined` while that is not known. */
  readonly priceOf: (count: number) => string | undefined;
  readonly busy: BusyState | undefined;
}

/** Everything that the page shows of a review. */
export function reviewState(input: ReviewInput): ReviewState {
  const { review, special, pillars, busy } = input;
  const kept = keptItems(review);
  const status = quotaStatus(special, kept);
  const quotas = status.lines.map((line) => quotaState(line, pillars));
  const { cost, planner } = planning(review);
  const surplus = new Set<ReviewItem>(status.surplus);
  const notes = new Notes(input);
  return {
    id: review.id,
    cluster: fileName(review.cluster),
    message: review.message,
    quotas: quotas.length > 0 ? quotas : [{ label: t('Posts'), count: String(kept.length), state: 'met', spoken: t('Posts: {0}', kept.length) }],
    quotaSummary: quotas.length > 0 ? quotas.map(({ spoken }) => spoken).join('; ') : t('Posts: {0}', kept.length),
    cost,
    planner,
    notes: review.notes.map(({ severity, text }) => ({ severity, text, link: undefined })),
    items: review.items.map((item, index) => itemState(item, index, input, notes, surplus.has(item))),
    ...facts(review),
    pillars: pillarChoices(review, pillars),
    formats: contentFormats.map((value): Choice<ContentFormat> => ({ value, label: formatLabel(value) })),
    askMissing: askMissing(status.missing.length, input),
    create: kept.length === 1 ? t('Create 1 Post') : t('Create {0} Posts', kept.length),
    createBlocker: kept.length === 0 ? t('Keep at least one post to create.') : kept.some(({ title }) => title.trim() === '') ? t('Give every post a title to create them.') : undefined,
    busy,
  };
}

function planning({ receipts, planner }: Review): { readonly cost: string; readonly planner: string } {
  const cost = formatTotal(receipts.reduce((total, receipt) => addCost(total, receipt.cost), noCost));
  return { cost, planner: receipts.length > 1 ? t('{0}, asked {1} times', planner, receipts.length) : planner };
}

function askMissing(count: number, { priceOf }: ReviewInput): string | undefined {
  const price = count === 0 ? undefined : priceOf(count);
  if (price === undefined) return undefined;
  return count === 1 ? t('Ask for 1 Missing — {0}', price) : t('Ask for {0} Missing — {1}', count, price);
}

function itemState(item: ReviewItem, index: number, input: ReviewInput, notes: Notes, isSurplus: boolean): ItemState {
  const price = input.priceOf(1);
  return {
    key: item.key,
    name: nameOf(index),
    title: item.title,
    brief: item.brief,
    rationale: item.rationale,
    pillar: item.pillar ?? '',
    contentFormat: item.contentFormat,
    facts: item.facts.map((id) => itemFact(id, item, input.review)),
    isKept: item.isKept,
    isSurplus,
    notes: item.isKept ? notes.of(item) : [],
    askAnother: price === undefined ? undefined : t('Ask for Another — {0}', price),
  };
}

function nameOf(index: number): string {
  return t('Post {0}', index + 1);
}

function itemFact(id: string, item: ReviewItem, { facts: all, items }: Review): ItemFact {
  const others = items.flatMap((other, index) => (other !== item && other.isKept && other.facts.includes(id) ? [index + 1] : []));
  const note = others.length === 0 ? undefined : others.length === 1 ? t('also in post {0}', others.join()) : t('also in posts {0}', others.join(', '));
  return { id, text: all.find((fact) => fact.id === id)?.text ?? t('This fact is no longer in the cluster.'), note: item.isKept ? note : undefined };
}

/** What stands against an item. It never keeps a post from being created. */
class Notes {
  constructor(private readonly input: ReviewInput) {}

  of(item: ReviewItem): readonly NoteState[] {
    return [...this.title(item), ...this.sources(item), ...this.pillar(item), ...angle(item)];
  }

  private title(item: ReviewItem): readonly NoteState[] {
    const title = foldTitle(item.title);
    if (title === '') return [warning(t('This post needs a title.'))];
    const twin = keptItems(this.input.review).find((other) => other !== item && foldTitle(other.title) === title);
    const existing = this.input.postTitled(item.title);
    return [
      ...(twin ? [warning(t('Another of these posts has the same title: its file gets a number.'))] : []),
      ...(existing ? [warning(t('A post with this title is there already:'), existing)] : []),
    ];
  }

  private pillar({ pillar }: ReviewItem): readonly NoteState[] {
    return pillar === undefined && Object.keys(this.input.pillars).length > 0 ? [{ severity: 'information', text: t('It has no pillar yet: choose one.'), link: undefined }] : [];
  }

  private sources({ facts: own }: ReviewItem): readonly NoteState[] {
    const byPost = new Map<string, { readonly title: string; readonly facts: Set<string>; isWhole: boolean }>();
    for (const { uri, title, fact } of this.input.uses) {
      if (fact !== undefined && !own.includes(fact)) continue;
      const known = byPost.get(uri) ?? { title, facts: new Set<string>(), isWhole: false };
      byPost.set(uri, known);
      if (fact === undefined) known.isWhole = true;
      else known.facts.add(fact);
    }
    return [...byPost].map(([uri, { title, facts: used, isWhole }]) => {
      const text = isWhole ? t('All facts of this cluster were used before, in') : used.size === 1 ? t('{0} was used before, in', [...used].join()) : t('{0} were used before, in', [...used].join(', '));
      return warning(text, { uri, title });
    });
  }
}

/** The built-in planner leaves a place for it. */
function angle({ brief }: ReviewItem): readonly NoteState[] {
  return /^\s*Angle:\s*$/m.test(brief) ? [{ severity: 'information', text: t('It has no angle yet: write one in its brief, after “Angle:”.'), link: undefined }] : [];
}

function warning(text: string, post?: { readonly uri: string; readonly title: string }): NoteState {
  return { severity: 'warning', text, link: post && { label: post.title === '' ? fileName(post.uri) : post.title, uri: post.uri } };
}

function facts(review: Review): { readonly facts: readonly FactState[]; readonly factSummary: string } {
  const uses = factUses(review);
  const counts = review.facts.map(({ id }) => uses.get(id) ?? 0);
  const used = counts.filter((count) => count > 0).length;
  const repeated = counts.filter((count) => count > 1).length;
  return {
    facts: review.facts.map(({ id, text }, index) => factState(id, text, counts[index] ?? 0)),
    factSummary: factSummary(used, counts.length, repeated),
  };
}

function factSummary(used: number, all: number, repeated: number): string {
  if (used === all) return repeated === 0 ? t('Every fact is used.') : t('Every fact is used, {0} more than once.', repeated);
  return repeated === 0 ? t('{0} of {1} facts are used.', used, all) : t('{0} of {1} facts are used, {2} more than once.', used, all, repeated);
}

function factState(id: string, text: string, count: number): FactState {
  if (count === 0) return { id, text, uses: 'none', usesLabel: t('Not used') };
  return count === 1 ? { id, text, uses: 'once', usesLabel: t('Used once') } : { id, text, uses: 'more', usesLabel: t('Used {0} times', count) };
}

/** The studio's pillars, and those that an item has all the same. */
function pillarChoices({ items }: Review, pillars: Studio['pillars']): readonly Choice[] {
  const foreign = new Set(items.flatMap(({ pillar }) => (pillar !== undefined && !Object.hasOwn(pillars, pillar) ? [pillar] : [])));
  return [
    { value: '', label: t('No pillar') },
    ...Object.entries(pillars).map(([value, { name }]) => ({ value, label: name })),
    ...[...foreign].map((value) => ({ value, label: value })),
  ];
}

function fileName(uri: string): string {
  const name = uri.slice(uri.lastIndexOf('/') + 1);
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
