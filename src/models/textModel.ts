import type { ContentFormat, TokenUsage } from '../common/terms.js';
import type { ModelInfo } from './modelInfo.js';
import type { Price } from '../common/price.js';

/** What the writer is to do, with everything it may read. Rule-based writers work from this alone. */
export type TextTask = DraftTask | CaptionTask | AltTextTask;

export interface DraftTask {
  readonly step: 'draft';
  readonly title: string;
  readonly brief: string;
  readonly rationale: string | undefined;
  readonly specialMessage: string | undefined;
  readonly contentFormat: ContentFormat;
  readonly pillar: Pillar | undefined;
  /** Facts of the plan's sources, one sentence each. */
  readonly facts: readonly string[];
  readonly voice: Voice;
}

export interface CaptionTask {
  readonly step: 'caption';
  readonly title: string;
  readonly body: string;
  readonly brief: string | undefined;
  readonly pillar: Pillar | undefined;
  /** `undefined` for the caption that serves every platform. */
  readonly platform: string | undefined;
  /** Longest caption allowed, tags included, in the platform's own counting. */
  readonly maxLength: number;
  readonly lengthRule: LengthRule;
  readonly hashtags: { readonly min: number; readonly max: number; readonly house: readonly string[] };
  readonly voice: Voice;
}

/** How a platform counts, as `caption/length.ts` reads it. */
export interface LengthRule {
  readonly counting: 'characters' | 'x-weighted';
  readonly unit?: 'grapheme' | 'utf16' | 'emojiBytes' | undefined;
  /** What every URL counts as. */
  readonly urlLength?: number | undefined;
}

export interface AltTextTask {
  readonly step: 'alt_text';
  readonly title: string;
  readonly caption: string | undefined;
  /** How the hero was made: the prompt of a generated image, or the design of a designed cover. */
  readonly image: { readonly prompt: string | undefined; readonly design: string | undefined; readonly provider: string | undefined };
}

/** Proposes posts from facts. Rule-based planners work from this alone. */
export interface PlanTask {
  readonly step: 'plan';
  /** What the facts are about. */
  readonly subject: string | undefined;
  /** One for each item that is to be proposed; what it leaves open is the planner's choice. */
  readonly slots: readonly PlanSlot[];
  readonly facts: readonly PlanFact[];
  readonly pillars: readonly Pillar[];
  readonly voice: Voice;
  /** What the author asks for beside numbers, verbatim; may be empty. */
  readonly instruction: string;
  /** Titles that are taken. */
  readonly titles: readonly string[];
}

export interface PlanSlot {
  readonly contentFormat: ContentFormat | undefined;
  /** A key of `pillars`. */
  readonly pillar: string | undefined;
}

export interface PlanFact {
  readonly id: string;
  readonly text: string;
  /** True when an item that stands already rests on it. */
  readonly isUsed: boolean;
}

/** What a planner answers with, as JSON. */
export interface PlanReply {
  readonly items: readonly PlanReplyItem[];
}

export interface PlanReplyItem {
  readonly title: string;
  readonly brief: string;
  readonly rationale: string;
  /** `null` where there is none to choose from. */
  readonly pillar: string | null;
  readonly content_format: ContentFormat;
  readonly facts: readonly string[];
}

export interface Pillar {
  readonly key: string;
  readonly name: string;
  readonly framing: string | undefined;
}

export interface Voice {
  readonly description: string | undefined;
  /** Words and openers that the studio does not use. */
  readonly avoid: readonly string[];
}

export interface TextRequest {
  readonly task: TextTask;
  /** The same task as instructions for a language model. */
  readonly prompt: { readonly system: string; readonly user: string; readonly exampleTokens?: number | undefined };
}

export type TextEvent =
  /** The text so far grows by `text`. */
  | { readonly type: 'delta'; readonly text: string }
  | { readonly type: 'end'; readonly result: TextResult };

export interface TextResult {
  readonly text: string;
  /** The model that answered, which may differ from the one asked. */
  readonly model: string;
  readonly price: Price;
  readonly usage?: TokenUsage | undefined;
  readonly requestId?: string | undefined;
  readonly notes: WriterNotes;
}

/** What a reader of the result should know. Empty lists from a writer that cannot tell. */
export interface WriterNotes {
  /** Parts of the plan that were not used, verbatim. */
  readonly leftOut: readonly string[];
  /** What is still missing, one sentence each. */
  readonly gaps: readonly string[];
}

export const noNotes: WriterNotes = { leftOut: [], gaps: [] };

/**
 * Writes text. `stream` yields deltas and then exactly one `end`.
 * Rejects with `ServiceError`, or with an `AbortError` once `signal` is aborted.
 */
export interface TextModel {
  readonly info: ModelInfo;
  estimate(request: TextRequest | StructuredRequest): Promise<Price>;
  stream(request: TextRequest, signal: AbortSignal): AsyncIterable<TextEvent>;
  /** Answers with one JSON value. Absent from writers that cannot. */
  structured?(request: StructuredRequest, signal: AbortSignal): Promise<StructuredResult>;
  /**
   * Texts that may follow `typed`, the part of a caption that stands there, best first: at once and for nothing.
   * Absent from writers that cannot promise both.
   */
  continueCaption?(task: CaptionTask, typed: string, count: number): Promise<readonly string[]>;
}

export interface StructuredRequest {
  readonly task: PlanTask;
  /** The same task as instructions for a language model. */
  readonly prompt: TextRequest['prompt'];
  /** Letters, digits, `_` and `-`; some providers show it to the model. */
  readonly name: string;
  /** JSON Schema in the strict subset: each object lists every property as required and allows no others. */
  readonly schema: Readonly<Record<string, unknown>>;
}

export interface StructuredResult extends Omit<TextResult, 'text'> {
  /** Not every provider keeps to the schema: the caller checks. */
  readonly value: unknown;
}
