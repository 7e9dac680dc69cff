import type { ContentFormat } from '../common/terms.js';
import type { Span } from '../common/text.js';

/** How many: `max` is `undefined` for "at least"; equal to `min` for an exact number. */
export interface Count {
  readonly min: number;
  readonly max: number | undefined;
}

/** What kind of item is counted; `undefined` leaves it open. */
export interface Kind {
  readonly contentFormat: ContentFormat | undefined;
  /** A key of the studio's pillars. */
  readonly pillar: string | undefined;
}

/** How many items of one kind. Without format and pillar it counts all of them. */
export interface Quota extends Kind {
  readonly count: Count;
  /** Where the message says so. */
  readonly span: Span;
}

/** What code reads in a special message before any model sees it. */
export interface SpecialMessage {
  readonly text: string;
  readonly quotas: readonly Quota[];
  /** What is no quota and goes on to the planner, in the message's own words; may be empty. */
  readonly instruction: string;
  /** Why no set of items can keep to it, one sentence each; empty when one can. */
  readonly contradictions: readonly string[];
  /** What the author should know before planning, one sentence each: what is left open, what gave no number. */
  readonly remarks: readonly string[];
  /** Keys of the studio's pillars as they were when the message was read. */
  readonly pillars: readonly string[];
}
