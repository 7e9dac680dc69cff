import type { ReceiptStatus } from '../common/terms.js';
import type { ProblemSeverity } from '../post/post.js';

/** Everything that the page shows is text made by the host in the user's language; the page adds none of its own. */

export const runTargets = ['draft', 'caption', 'hero_image', 'alt_text', 'video', 'pipeline'] as const;
export type RunTarget = (typeof runTargets)[number];
export type StepTarget = Exclude<RunTarget, 'pipeline'>;

export interface PageState {
  readonly uri: string;
  readonly fileName: string;
  readonly title: string | undefined;
  /** Short facts above the title: pillar, format. */
  readonly tags: readonly string[];
  readonly hero: HeroState;
  /** `undefined` for posts that are no video. */
  readonly video: VideoState | undefined;
  readonly captions: readonly CaptionState[];
  readonly plan: PlanState;
  /** Newest first. */
  readonly receipts: readonly ReceiptRow[];
  readonly total: string;
  readonly problems: readonly ProblemRow[];
  readonly offsets: SectionOffsets;
}

/** Where each section's text starts in the file, for jumping there. */
export interface SectionOffsets {
  readonly title: number | undefined;
  readonly body: number;
  readonly caption: number | undefined;
  readonly plan: number | undefined;
  readonly hero: number | undefined;
  readonly video: number | undefined;
  readonly pipeline: number | undefined;
}

export type HeroState =
  | { readonly type: 'none' }
  | { readonly type: 'problem'; readonly message: string }
  | {
      readonly type: 'image';
      readonly src: string;
      readonly alt: string | undefined;
      /** Only their ratio counts: keeps the place free until the picture is loaded. */
      readonly ratio: { readonly width: number; readonly height: number } | undefined;
    };

export type VideoState =
  | { readonly type: 'none' }
  | { readonly type: 'problem'; readonly message: string }
  /** `failed` is said where the clip cannot be played. */
  | { readonly type: 'clip'; readonly src: string; readonly failed: string };

export interface CaptionState {
  readonly platform: string | undefined;
  readonly label: string;
  readonly text: string;
  readonly meters: readonly CaptionMeter[];
  readonly offset: number | undefined;
}

/** Length of a caption in the counting of one platform. */
export interface CaptionMeter {
  readonly label: string;
  readonly length: number;
  readonly max: number | undefined;
}

export interface PlanState {
  readonly brief: string | undefined;
  readonly rationale: string | undefined;
  readonly specialMessage: string | undefined;
  readonly sources: readonly string[];
}

export interface ReceiptRow {
  readonly step: string;
  readonly status: ReceiptStatus;
  readonly statusLabel: string;
  readonly provider: string;
  readonly model: string;
  readonly artifact: string | undefined;
  readonly cost: string;
  readonly basis: string | undefined;
  readonly channel: string | undefined;
  readonly duration: string | undefined;
  /** ISO 8601; the page shows it in the reader's own time zone. */
  readonly at: string | undefined;
  readonly error: string | undefined;
  /** The run whose prompt can be shown; `undefined` where none was sent. */
  readonly prompt: PromptOf | undefined;
}

/** A run by what its receipt says. */
export interface PromptOf {
  readonly step: string;
  readonly platform: string | undefined;
  readonly at: string | undefined;
}

export interface ProblemRow {
  readonly severity: ProblemSeverity;
  readonly message: string;
  readonly offset: number;
}

export interface BodyState {
  readonly uri: string;
  /** Markdown, at most `longestBody` characters. */
  readonly text: string;
  /** Said below a body that was cut. */
  readonly note: string | undefined;
  /** Line of the file on which the body starts. */
  readonly firstLine: number;
  readonly media: MediaBase | undefined;
}

/** From where the page may load pictures. */
export interface MediaBase {
  /** Address of the workspace folder, without a slash at the end. */
  readonly root: string;
  /** The post's folder below it, `''` at the top. */
  readonly folder: string;
}

export interface StepState {
  readonly step: StepTarget;
  readonly label: string;
  readonly state: 'missing' | 'fresh' | 'stale' | 'edited';
  readonly stateLabel: string;
  /** With the price: `Draft the body — $0.00`. */
  readonly action: string;
  /** With the price of all that it runs; `undefined` where nothing that depends on the step is there yet. */
  readonly redo: string | undefined;
  readonly provider: string;
  /** Why the step cannot run yet, and what to do. */
  readonly blocker: string | undefined;
  readonly leftOut: readonly string[];
  readonly gaps: readonly string[];
  readonly warnings: readonly string[];
}

export interface StepsState {
  readonly uri: string;
  readonly steps: readonly StepState[];
  /** Runs what is missing or stale; `undefined` when nothing is. */
  readonly runAll: string | undefined;
  /** One line: `2 steps to do`. */
  readonly summary: string;
}

export interface RunningState {
  readonly step: string;
  readonly label: string;
  /** Seconds that had passed when this was sent; the page counts on by itself. */
  readonly seconds: number;
  readonly price: string;
  readonly message: string | undefined;
}

export interface EmptyState {
  readonly title: string;
  readonly advice: string;
}

export type ToPreview =
  | { readonly type: 'page'; readonly page: PageState }
  | { readonly type: 'body'; readonly body: BodyState }
  | { readonly type: 'steps'; readonly steps: StepsState }
  | { readonly type: 'running'; readonly running: readonly RunningState[] }
  /** Text that a running step has written, from `from` on. */
  | { readonly type: 'text'; readonly step: string; readonly from: number; readonly text: string }
  | { readonly type: 'scroll'; readonly line: number }
  | { readonly type: 'copied'; readonly platform: string | undefined }
  | { readonly type: 'empty'; readonly empty: EmptyState };

export type FromPreview =
  | { readonly type: 'ready' }
  | { readonly type: 'run'; readonly target: RunTarget }
  /** The step and all that depends on it, up to date or not. */
  | { readonly type: 'redo'; readonly step: StepTarget }
  | { readonly type: 'cancel' }
  | { readonly type: 'reveal'; readonly offset: number }
  | { readonly type: 'revealLine'; readonly line: number }
  | { readonly type: 'copyCaption'; readonly platform?: string | undefined }
  | { readonly type: 'showPrompt'; readonly prompt: PromptOf }
  | { readonly type: 'openCosts' }
  | { readonly type: 'newPost' };

/** What the page keeps across a reload: where the reader is, never content. */
export interface SavedView {
  readonly uri: string;
  readonly scroll: number;
}

export function isFromPreview(value: unknown): value is FromPreview {
  if (!isRecord(value)) return false;
  switch (value['type']) {
    case 'ready':
    case 'cancel':
    case 'openCosts':
    case 'newPost':
      return true;
    case 'run':
      return runTargets.some((target) => target === value['target']);
    case 'redo':
      return value['step'] !== 'pipeline' && runTargets.some((target) => target === value['step']);
    case 'reveal':
      return isIndex(value['offset']);
    case 'revealLine':
      return isIndex(value['line']);
    case 'showPrompt':
      return isPromptOf(value['prompt']);
    case 'copyCaption':
      return value['platform'] === undefined || typeof value['platform'] === 'string';
    default:
      return false;
  }
}

export function isSavedView(value: unknown): value is SavedView {
  return isRecord(value) && typeof value['uri'] === 'string' && typeof value['scroll'] === 'number';
}

function isPromptOf(value: unknown): boolean {
  if (!isRecord(value) || typeof value['step'] !== 'string') return false;
  return [value['platform'], value['at']].every((part) => part === undefined || typeof part === 'string');
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function isIndex(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}
