import { contentFormats, type ContentFormat } from '../common/terms.js';
import { editableTexts } from './review.js';

/** Everything that the page shows is text made by the host in the user's language; the page adds none of its own. */
export interface ReviewState {
  /** The review's id: another one starts at its top. */
  readonly id: string;
  /** Name of the cluster file. */
  readonly cluster: string;
  readonly message: string;
  readonly quotas: readonly QuotaState[];
  /** All quotas in one line, for screen readers. */
  readonly quotaSummary: string;
  /** What planning has cost. */
  readonly cost: string;
  /** Who planned, how often it was asked. */
  readonly planner: string;
  /** About the whole: cut short, notes of the planner. */
  readonly notes: readonly NoteState[];
  readonly items: readonly ItemState[];
  readonly facts: readonly FactState[];
  /** One line above the facts: how many are not used, how many more than once. */
  readonly factSummary: string;
  readonly pillars: readonly Choice[];
  readonly formats: readonly Choice<ContentFormat>[];
  /** With the price; `undefined` when nothing is missing, or nobody can be asked. */
  readonly askMissing: string | undefined;
  /** `Create 5 Posts`. */
  readonly create: string;
  /** Why there is nothing to create. */
  readonly createBlocker: string | undefined;
  readonly busy: BusyState | undefined;
}

export interface Choice<Value extends string = string> {
  readonly value: Value;
  readonly label: string;
}

export interface QuotaState {
  readonly label: string;
  /** `3 of 4`. */
  readonly count: string;
  readonly state: 'met' | 'short' | 'over';
  /** The same for screen readers. */
  readonly spoken: string;
}

export interface NoteState {
  readonly severity: 'warning' | 'information';
  readonly text: string;
  /** A post or a cluster that the note is about. */
  readonly link: { readonly label: string; readonly uri: string } | undefined;
}

export interface ItemState {
  readonly key: string;
  /** `Post 3`, for screen readers and as long as there is no title. */
  readonly name: string;
  readonly title: string;
  readonly brief: string;
  readonly rationale: string;
  /** `''` for none. */
  readonly pillar: string;
  readonly contentFormat: ContentFormat;
  readonly facts: readonly ItemFact[];
  readonly isKept: boolean;
  /** There are more of its kind than were asked for: offered for dropping. */
  readonly isSurplus: boolean;
  readonly notes: readonly NoteState[];
  /** Asks for another of its kind; with the price. */
  readonly askAnother: string | undefined;
}

export interface ItemFact {
  readonly id: string;
  readonly text: string;
  /** `also in post 2`. */
  readonly note: string | undefined;
}

export interface FactState {
  readonly id: string;
  readonly text: string;
  readonly uses: 'none' | 'once' | 'more';
  readonly usesLabel: string;
}

export interface BusyState {
  readonly label: string;
  /** Seconds that had passed when this was sent; the page counts on by itself. */
  readonly seconds: number;
  readonly canCancel: boolean;
}

export type ToReview =
  | { readonly type: 'review'; readonly review: ReviewState }
  /** Nothing waits for a decision: it became posts, or was discarded. */
  | { readonly type: 'empty'; readonly title: string; readonly advice: string };

export type FromReview =
  | { readonly type: 'ready' }
  | { readonly type: 'keep'; readonly item: string; readonly isKept: boolean }
  | { readonly type: 'text'; readonly item: string; readonly field: (typeof editableTexts)[number]; readonly text: string }
  /** `''` for no pillar. */
  | { readonly type: 'pillar'; readonly item: string; readonly pillar: string }
  | { readonly type: 'format'; readonly item: string; readonly contentFormat: ContentFormat }
  | { readonly type: 'askAnother'; readonly item: string }
  | { readonly type: 'askMissing' }
  | { readonly type: 'cancel' }
  | { readonly type: 'create' }
  | { readonly type: 'discard' }
  | { readonly type: 'openFact'; readonly fact: string }
  | { readonly type: 'openCluster' }
  | { readonly type: 'openLink'; readonly uri: string }
  | { readonly type: 'openCosts' };

/** What the page keeps across a reload: which review it shows and where the reader is, never content. */
export interface SavedReview {
  readonly id: string;
  readonly scroll: number;
}

export function isFromReview(value: unknown): value is FromReview {
  if (!isRecord(value)) return false;
  const has = (...keys: readonly string[]): boolean => keys.every((key) => typeof value[key] === 'string');
  switch (value['type']) {
    case 'ready':
    case 'askMissing':
    case 'cancel':
    case 'create':
    case 'discard':
    case 'openCluster':
    case 'openCosts':
      return true;
    case 'keep':
      return has('item') && typeof value['isKept'] === 'boolean';
    case 'text':
      return has('item', 'text') && editableTexts.some((field) => field === value['field']);
    case 'pillar':
      return has('item', 'pillar');
    case 'format':
      return has('item') && contentFormats.some((format) => format === value['contentFormat']);
    case 'askAnother':
      return has('item');
    case 'openFact':
      return has('fact');
    case 'openLink':
      return has('uri');
    default:
      return false;
  }
}

export function isSavedReview(value: unknown): value is SavedReview {
  return isRecord(value) && typeof value['id'] === 'string' && typeof value['scroll'] === 'number';
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
