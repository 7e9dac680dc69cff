import { t } from '@vscode/l10n';
import { newId } from '../common/id.js';
import { parseJson } from '../models/jsonRead.js';
import type { Receipt } from '../post/post.js';
import { voiceOf } from '../pipeline/studioContext.js';
import type { Studio } from '../studio/studio.js';
import type { NumberedFact } from './cluster.js';
import type { PlanOutcome } from './makePlans.js';
import type { PlannedItem } from './plannedItem.js';
import { pillarRemark, readPlans } from './readPlans.js';
import type { Addition, Review, ReviewItem, ReviewNote } from './review.js';

export interface ReviewStart {
  readonly cluster: string;
  readonly subject: string | undefined;
  readonly message: string;
  readonly planner: string;
  readonly facts: readonly NumberedFact[];
}

/** Before anybody was asked: with it on disk, an answer that outlives a crash finds what it answers. */
export function startReview({ cluster, subject, message, planner, facts }: ReviewStart, now = Date.now()): Review {
  return { id: newId(), cluster, subject, message, planner, facts: facts.map(({ id, text }) => ({ id, text })), items: [], receipts: [], notes: [], plannedAt: now };
}

/** What a planner brought, ready to be reviewed. Without `only`, surplus items included: dropping them is the author's. */
export function additionOf({ items, rounds, failures, rejected, notes }: PlanOutcome, only: readonly PlannedItem[] = items): Addition {
  const informed = (text: string): ReviewNote => ({ severity: 'information', text });
  // What is said of one item is seen beside it, for as long as it is true.
  const isGeneral = (gap: string): boolean => !items.some(({ title }) => gap.includes(`“${title}”`));
  const isOfAll = (remark: string): boolean => !items.some(({ title }) => remark === pillarRemark(title));
  return {
    items: items.map((item) => reviewItem(item, only.includes(item))),
    receipts: rounds,
    notes: [...failures.map((text): ReviewNote => ({ severity: 'warning', text })), ...notes.gaps.filter(isGeneral).map(informed), ...rejected.filter(isOfAll).map(informed)],
  };
}

/** An answer that was paid for in a window that has ended, as the journal kept it. */
export function recoveredAddition(review: Review, text: string, receipt: Receipt, studio: Studio): Addition {
  const { items, rejected } = readPlans(parseJson(text), {
    facts: review.facts.map((fact) => ({ ...fact, isUsed: false })),
    pillars: Object.values(studio.pillars),
    voice: voiceOf(studio),
    titles: review.items.map(({ title }) => title),
  });
  return {
    items: items.map((item) => reviewItem(item, true)),
    receipts: [receipt],
    notes: [
      { severity: 'warning', text: t('VS Code ended while these posts were planned. What had been answered by then is here.') },
      ...rejected.map((sentence): ReviewNote => ({ severity: 'information', text: sentence })),
    ],
  };
}

function reviewItem({ title, brief, rationale, pillar, contentFormat, facts }: PlannedItem, isKept: boolean): ReviewItem {
  return { key: newId(), title, brief, rationale, pillar, contentFormat, facts, isKept };
}
