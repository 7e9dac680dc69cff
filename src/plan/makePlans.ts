import { t } from '@vscode/l10n';
import { abortError, isAbort } from '../common/abort.js';
import { hashValue } from '../common/hash.js';
import { addCost, noCost, type Total } from '../common/money.js';
import type { Price } from '../common/price.js';
import { UserError } from '../common/userError.js';
import { IncompleteText } from '../models/incompleteText.js';
import type { ModelInfo } from '../models/modelInfo.js';
import type { PlanTask, StructuredRequest, StructuredResult, TextModel, WriterNotes } from '../models/textModel.js';
import { buyText, type BoughtText } from '../pipeline/buyText.js';
import type { Paying, PaidRun } from '../pipeline/paying.js';
import { outlineOf, type Prompt } from '../prompts/prompts.js';
import type { RunObserver } from '../pipeline/run.js';
import { examplesRead } from '../pipeline/prompt.js';
import { voiceOf } from '../pipeline/studioContext.js';
import type { Receipt } from '../post/post.js';
import type { Studio } from '../studio/studio.js';
import type { NumberedFact } from './cluster.js';
import { factUse } from './factUse.js';
import { describeKind, planRequest, type Asking } from './planPrompt.js';
import type { PlannedItem } from './plannedItem.js';
import type { Kind, Quota, SpecialMessage } from './quota.js';
import { planQuotas, type Slot } from './quotaPlan.js';
import { quotaStatus } from './quotaStatus.js';
import { readPlans } from './readPlans.js';
import { wholeObjects } from './wholeObjects.js';

export interface PlanRequest extends Asking {
  /** The cluster's uri: planning is bought in its name. */
  readonly cluster: string;
  /** The cluster's title. */
  readonly subject: string | undefined;
  readonly facts: readonly NumberedFact[];
  readonly message: SpecialMessage;
  readonly studio: Studio;
  /** Titles of posts that exist. */
  readonly titles: readonly string[];
  /** Items that are there already, new ones are asked for beside them. */
  readonly standing?: readonly PlannedItem[] | undefined;
  /** Just these, whatever the message's quotas say: "another video". */
  readonly wanted?: readonly Slot[] | undefined;
}

export interface PlanDeps {
  readonly model: TextModel;
  readonly paying: Paying;
  readonly signal: AbortSignal;
  readonly observer: RunObserver;
}

export interface PlanOutcome {
  /** All that could be used, in the planner's order, `surplus` included; without what stood before. */
  readonly items: readonly PlannedItem[];
  /** Of `items`, those that may be dropped to keep to the quotas. */
  readonly surplus: readonly PlannedItem[];
  /** Whether items and standing items, less `surplus`, keep to the quotas. */
  readonly isMet: boolean;
  /** Why it fell short, one sentence each. */
  readonly failures: readonly string[];
  /** What of the answers was left out, or is not as it should be, one sentence each. */
  readonly rejected: readonly string[];
  readonly notes: WriterNotes;
  /** Ids of facts that no item, standing ones included, rests on, and of those that several rest on. */
  readonly unusedFacts: readonly string[];
  readonly sharedFacts: readonly string[];
  readonly info: ModelInfo;
  /** What the first question was to cost. */
  readonly estimate: Price;
  readonly total: Total;
  /** One receipt a question, failed ones too: `planReceipts` splits them over the posts that are made. */
  readonly rounds: readonly Receipt[];
  /** What was asked, in order; the built-in planner reads none of it. */
  readonly prompts: readonly Prompt[];
  /** To be called once the posts are written, or the author wants none: until then a crash brings the answers back. */
  close(): Promise<void>;
}

const mostRounds = 3;

/** What has come in so far. */
interface Progress {
  readonly items: PlannedItem[];
  readonly failures: string[];
  readonly rejected: string[];
  readonly leftOut: string[];
  readonly gaps: string[];
  readonly rounds: Receipt[];
  readonly prompts: Prompt[];
  readonly open: PaidRun[];
  estimate: Price | undefined;
}

type Goal = Pick<SpecialMessage, 'quotas' | 'pillars'>;

/**
 * Asks a planner for items until the quotas are met, a bounded number of times, each time only for what is missing.
 * Each question is a purchase of its own. Rejects when nothing at all came of it, else keeps what was got and says
 * what is missing.
 */
export async function makePlans(request: PlanRequest, deps: PlanDeps): Promise<PlanOutcome> {
  refuseImpossible(request, deps);
  const goal = goalOf(request);
  const counted = countedOf(request);
  const progress: Progress = { items: [], failures: [], rejected: [], leftOut: [], gaps: [], rounds: [], prompts: [], open: [], estimate: undefined };
  for (let round = 1; round <= mostRounds; round++) {
    const slots = missingSlots(goal, counted, progress.items, round, request);
    if (slots.length === 0) break;
    if (round > 1) deps.observer.progress({ message: t('{0} missing, asking for them', slots.length) });
    if (!(await askRound(slots, round === 1 && counted.length === 0 ? goal.quotas : quotasOf(slots), request, progress, deps))) break;
  }
  return outcomeOf(goal, counted, request, progress, deps);
}

/** What the first question would cost; nothing is asked. */
export async function estimatePlans(request: PlanRequest, model: TextModel): Promise<Price> {
  const goal = goalOf(request);
  const counted = countedOf(request);
  const slots = missingSlots(goal, counted, [], 1, request);
  return model.estimate(planRequest(taskOf(slots, request, []), counted.length === 0 ? goal.quotas : quotasOf(slots), request));
}

function goalOf({ message, wanted }: PlanRequest): Goal {
  return wanted ? { quotas: quotasOf(wanted), pillars: message.pillars } : message;
}

/** What counts towards the goal: asked for by themselves, items come beside those that stand. */
function countedOf({ standing, wanted }: PlanRequest): readonly PlannedItem[] {
  return wanted ? [] : (standing ?? []);
}

function refuseImpossible({ message, wanted, facts, prompt }: PlanRequest, { model, signal }: PlanDeps): void {
  if (signal.aborted) throw abortError();
  const contradiction = wanted ? undefined : message.contradictions[0];
  if (contradiction !== undefined) throw new UserError(t('Could not plan the posts: {0}', contradiction));
  if (prompt.problem !== undefined) throw new UserError(prompt.problem);
  if (facts.length === 0) throw new UserError(t('Could not plan the posts: the cluster has no facts. Write each as a list item or a paragraph.'));
  if (!model.structured) throw new UserError(t('Could not plan the posts: {0} cannot plan. Choose another model.', model.info.label));
}

function quotasOf(slots: readonly Slot[]): readonly Quota[] {
  const span = { start: 0, end: 0 };
  const quota = (kind: Kind, count: number): Quota => ({ ...kind, count: { min: count, max: count }, span });
  const kinds = new Map(slots.map((slot) => [`${slot.contentFormat ?? ''} ${slot.pillar ?? ''}`, slot]));
  const parts = [...kinds.values()]
    .filter(({ contentFormat, pillar }) => contentFormat !== undefined || pillar !== undefined)
    .map((kind) => {
      const count = slots.filter((slot) => slot.contentFormat === kind.contentFormat && slot.pillar === kind.pillar).length;
      // Open slots may turn out to be of this kind too.
      return { ...quota(kind, count), count: { min: count, max: undefined } };
    });
  return [quota({ contentFormat: undefined, pillar: undefined }, slots.length), ...parts];
}

/** What is missing now. A message without a lower bound gets as many as the facts carry. */
function missingSlots(goal: Goal, counted: readonly PlannedItem[], items: readonly PlannedItem[], round: number, { facts }: PlanRequest): readonly Slot[] {
  const { add } = planQuotas(goal, [...counted, ...items]);
  if (add.length > 0 || items.length > 0 || counted.length > 0 || round > 1) return add;
  const most = goal.quotas.reduce((least, { contentFormat, pillar, count }) => (contentFormat === undefined && pillar === undefined ? Math.min(least, count.max ?? least) : least), 5);
  const count = Math.min(most, Math.max(1, Math.ceil(facts.length / 3)));
  const span = { start: 0, end: 0 };
  return planQuotas({ ...goal, quotas: [...goal.quotas, { contentFormat: undefined, pillar: undefined, count: { min: count, max: undefined }, span }] }, []).add;
}

/** Resolves to whether it is worth going on. */
async function askRound(slots: readonly Slot[], quotas: readonly Quota[], request: PlanRequest, progress: Progress, deps: PlanDeps): Promise<boolean> {
  const { model, signal, paying } = deps;
  const task = taskOf(slots, request, progress.items);
  const question = planRequest(task, quotas, request);
  let bought: BoughtText<StructuredResult>;
  try {
    const price = await model.estimate(question);
    progress.estimate ??= price;
    const purchase = { post: request.cluster, step: 'plan', platform: undefined, info: model.info, price, inputs: inputsOf(request), prompt: question.prompt, receipts: progress.rounds } as const;
    bought = await buyText(purchase, () => ask(model, question, signal), ({ value }) => JSON.stringify(value, undefined, 2), paying);
  } catch (error) {
    return giveUp(error, progress);
  }
  progress.rounds.push(bought.receipt);
  progress.prompts.push(question.prompt);
  const value = bought.ok ? bought.answer.value : partOf(bought.error);
  const read = readPlans(value, { ...task, titles: takenTitles(request, progress.items) });
  progress.items.push(...read.items);
  progress.rejected.push(...read.rejected);
  if (!bought.ok) {
    // A broken answer that brought something: the next question asks for less.
    if (read.items.length === 0 || signal.aborted) return giveUp(bought.error, progress);
    progress.rejected.push(bought.error.message);
    return true;
  }
  progress.open.push(bought.paid);
  progress.leftOut.push(...bought.answer.notes.leftOut);
  progress.gaps.push(...bought.answer.notes.gaps);
  if (bought.noted) {
    progress.failures.push(t('The answer could not be kept on disk: {0}', bought.noted.message));
    return false;
  }
  // Rules answer the same each time.
  return !signal.aborted && (read.items.length > 0 || model.info.channel !== 'builtin');
}

function ask(model: TextModel, question: StructuredRequest, signal: AbortSignal): Promise<StructuredResult> {
  if (!model.structured) throw new UserError(t('Could not plan the posts: {0} cannot plan. Choose another model.', model.info.label));
  return model.structured(question, signal);
}

/** What was got is kept, with the reason why there is no more; without anything got, the reason is the result. */
function giveUp(error: unknown, progress: Progress): false {
  if (progress.items.length === 0) throw error;
  progress.failures.push(isAbort(error) ? t('Planning was canceled before all items were there.') : error instanceof Error ? error.message : String(error));
  return false;
}

function partOf(error: Error): unknown {
  return error instanceof IncompleteText ? { items: wholeObjects(error.partial.text) } : undefined;
}

/** Titles that a new item must not have. One that an existing post has is the author's to judge: its file gets another name. */
function takenTitles({ standing = [] }: Pick<PlanRequest, 'standing'>, items: readonly PlannedItem[]): readonly string[] {
  return [...standing, ...items].map(({ title }) => title);
}

function taskOf(slots: readonly Slot[], { facts, studio, message, subject, titles, standing = [] }: PlanRequest, items: readonly PlannedItem[]): PlanTask {
  const used = new Set([...standing, ...items].flatMap((item) => item.facts));
  return {
    step: 'plan',
    subject,
    slots,
    facts: facts.map(({ id, text }) => ({ id, text, isUsed: used.has(id) })),
    pillars: Object.values(studio.pillars),
    voice: voiceOf(studio),
    instruction: message.instruction,
    titles: [...titles, ...takenTitles({ standing }, items)],
  };
}

function inputsOf({ facts, studio, message, subject, prompt }: PlanRequest): string {
  return hashValue({ facts, pillars: studio.pillars, voice: voiceOf(studio), message: message.text, subject, prompt: outlineOf('plan', prompt), ...examplesRead(prompt, studio) });
}

function outcomeOf(goal: Goal, counted: readonly PlannedItem[], { facts, standing = [] }: PlanRequest, progress: Progress, { model }: PlanDeps): PlanOutcome {
  const { items, rejected, leftOut, gaps, rounds, prompts, open, estimate } = progress;
  const status = quotaStatus(goal, [...counted, ...items]);
  const use = factUse(facts, [...standing, ...items]);
  const failures = [...progress.failures, ...(status.missing.length > 0 ? [shortfall(status.missing, rounds.length)] : [])];
  return {
    items,
    surplus: status.surplus.filter((item) => items.includes(item)),
    isMet: status.missing.length === 0 && items.length > 0,
    failures,
    rejected,
    notes: { leftOut: [...new Set(leftOut)], gaps: [...new Set(gaps)] },
    unusedFacts: use.unused,
    sharedFacts: use.shared,
    info: model.info,
    estimate: estimate ?? { cost: undefined, basis: 'unknown' },
    total: rounds.reduce((total, { cost }) => addCost(total, cost), noCost),
    rounds,
    prompts,
    close: async () => {
      for (const paid of open.splice(0)) await paid.close();
    },
  };
}

function shortfall(missing: readonly Slot[], rounds: number): string {
  const kinds = new Map<string, Slot[]>();
  for (const slot of missing) {
    const key = `${slot.contentFormat ?? ''} ${slot.pillar ?? ''}`;
    kinds.set(key, [...(kinds.get(key) ?? []), slot]);
  }
  const list = [...kinds.values()].map((slots) => describeKind(slots[0] ?? { contentFormat: undefined, pillar: undefined }, slots.length)).join(', ');
  return rounds === 1
    ? t('After one question, this is still missing: {0}. Ask for another, or change the special message.', list)
    : t('After {0} questions, this is still missing: {1}. Ask for another, or change the special message.', rounds, list);
}
