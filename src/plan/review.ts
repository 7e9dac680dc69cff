import type { ContentFormat } from '../common/terms.js';
import type { Receipt } from '../post/post.js';
import type { PlannedItem } from './plannedItem.js';

/** A fact as the planner was given it. */
export interface ReviewFact {
  readonly id: string;
  readonly text: string;
}

export interface ReviewItem extends PlannedItem {
  /** Stays while the item is under review, whatever is changed in it. */
  readonly key: string;
  /** Dropped items stay in sight and can be taken back; no file is made of them. */
  readonly isKept: boolean;
}

/** One sentence about the plan as a whole. */
export interface ReviewNote {
  readonly severity: 'warning' | 'information';
  readonly text: string;
}

/** What a planner proposed, until it becomes files or is discarded. Plain data: it is kept as JSON. */
export interface Review {
  readonly id: string;
  /** Uri of the cluster file. */
  readonly cluster: string;
  /** The cluster's title. */
  readonly subject?: string | undefined;
  /** The special message, verbatim. */
  readonly message: string;
  /** Who planned, for people. */
  readonly planner: string;
  readonly facts: readonly ReviewFact[];
  readonly items: readonly ReviewItem[];
  /** One for each time that a model was asked. */
  readonly receipts: readonly Receipt[];
  /** Why it fell short, what of the answers could not be used, what is left to the author. */
  readonly notes: readonly ReviewNote[];
  /** Milliseconds since the epoch. */
  readonly plannedAt: number;
}

/** What a planner adds, all at once. */
export interface Addition {
  readonly items: readonly ReviewItem[];
  readonly receipts: readonly Receipt[];
  readonly notes: readonly ReviewNote[];
}

export const editableTexts = ['title', 'brief', 'rationale'] as const;

export type ReviewAction =
  | { readonly type: 'keep'; readonly item: string; readonly isKept: boolean }
  | { readonly type: 'text'; readonly item: string; readonly field: (typeof editableTexts)[number]; readonly text: string }
  | { readonly type: 'pillar'; readonly item: string; readonly pillar: string | undefined }
  | { readonly type: 'format'; readonly item: string; readonly contentFormat: ContentFormat }
  | { readonly type: 'add'; readonly addition: Addition };

/** The review after one change. An item that is not there changes nothing. */
export function changeReview(review: Review, action: ReviewAction): Review {
  switch (action.type) {
    case 'add': {
      const { items, receipts, notes } = action.addition;
      return { ...review, items: [...review.items, ...items], receipts: [...review.receipts, ...receipts], notes: notesAfter(review.notes, notes) };
    }
    case 'keep':
      return changeItem(review, action.item, { isKept: action.isKept });
    case 'text':
      // A title is one line, in the page as in the file.
      return changeItem(review, action.item, { [action.field]: action.field === 'title' ? action.text.replace(/\s*[\r\n]+\s*/g, ' ') : action.text });
    case 'pillar':
      return changeItem(review, action.item, { pillar: action.pillar });
    case 'format':
      return changeItem(review, action.item, { contentFormat: action.contentFormat });
  }
}

/** What fell short before may be mended by now: warnings are those of the last answer. */
function notesAfter(before: readonly ReviewNote[], now: readonly ReviewNote[]): readonly ReviewNote[] {
  const kept = before.filter(({ severity, text }) => severity === 'information' && !now.some((note) => note.text === text));
  return [...now.filter(({ severity }) => severity === 'warning'), ...kept, ...now.filter(({ severity }) => severity === 'information')];
}

/** The items that files would be made of. */
export function keptItems({ items }: Review): readonly ReviewItem[] {
  return items.filter(({ isKept }) => isKept);
}

/** How many kept items rest on each of the facts. */
export function factUses(review: Review): ReadonlyMap<string, number> {
  const uses = new Map(review.facts.map(({ id }) => [id, 0]));
  for (const { facts } of keptItems(review)) for (const id of new Set(facts)) uses.set(id, (uses.get(id) ?? 0) + 1);
  return uses;
}

function changeItem(review: Review, key: string, change: Partial<ReviewItem>): Review {
  return { ...review, items: review.items.map((item) => (item.key === key ? { ...item, ...change } : item)) };
}
