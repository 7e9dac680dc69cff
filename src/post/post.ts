import type { MicroUsd } from '../common/money.js';
import type { Channel, ContentFormat, CostBasis, ReceiptStatus, StepId, TokenUsage } from '../common/terms.js';
import type { Span } from '../common/text.js';

/** What one run of one step was and cost. `undefined` means that the file does not say. */
export interface Receipt {
  readonly step: StepId;
  readonly status: ReceiptStatus;
  readonly provider?: string | undefined;
  /** The model that answered. */
  readonly model?: string | undefined;
  /** Path of the made file, relative to the post, with `/`. */
  readonly artifact?: string | undefined;
  /** `undefined` is unknown, never zero. In the file: `cost_usd`, in dollars. */
  readonly cost?: MicroUsd | undefined;
  readonly costBasis?: CostBasis | undefined;
  readonly channel?: Channel | undefined;
  readonly seconds?: number | undefined;
  /** When the step ended, ISO 8601 in UTC to the second: `2026-05-11T15:17:00Z`. */
  readonly at?: string | undefined;
  readonly requestId?: string | undefined;
  readonly tokens?: TokenUsage | undefined;
  /** `hashValue` of what the step read. */
  readonly inputs?: string | undefined;
  /** Hash of what the step wrote. */
  readonly output?: string | undefined;
  /** One line; with `failed` only. */
  readonly error?: string | undefined;
  /** Caption variant for one platform; absent for the main caption. */
  readonly platform?: string | undefined;
}

/** A bot turn that referenced the post. */
export interface ChatReference {
  readonly at?: string | undefined;
  readonly by?: string | undefined;
  readonly turn: string;
}

/** A fact source of the plan: a url, or `file.cluster.md#f3`. */
export interface Source {
  readonly url?: string | undefined;
  readonly cluster?: string | undefined;
}

export interface Plan {
  readonly brief?: string | undefined;
  readonly rationale?: string | undefined;
  readonly specialMessage?: string | undefined;
  readonly sources: readonly Source[];
}

export interface Hero {
  /** Path relative to the post, as written; not checked. */
  readonly image?: string | undefined;
  readonly alt?: string | undefined;
  readonly prompt?: string | undefined;
  readonly aspectRatio?: string | undefined;
  readonly seed?: number | undefined;
}

export interface Video {
  readonly file?: string | undefined;
  readonly prompt?: string | undefined;
  readonly script?: string | undefined;
}

export type ProblemSeverity = 'error' | 'warning' | 'information' | 'hint';

/** Something about the text that a person should look at. `code` is stable and documented. */
export interface Problem {
  readonly code: string;
  readonly severity: ProblemSeverity;
  readonly message: string;
  readonly span: Span;
}

/** Where a front matter key stands. Paths are joined with `.`: `plan.brief`, `pipeline.0.cost_usd`. */
export interface KeySpans {
  readonly key: Span;
  readonly value: Span;
}

export interface Body {
  readonly text: string;
  readonly span: Span;
}

/** What could be read from a post file. Built by `parsePost`, which never throws. */
export interface Post {
  readonly text: string;
  /** The YAML between the fences, without them; `undefined` when the file has none. Unclosed, it ends where keys seem to. */
  readonly frontMatter: Span | undefined;
  /** Everything after the closing fence line, exactly; without front matter the whole file, less a byte order mark. */
  readonly body: Body;
  readonly id?: string | undefined;
  readonly title?: string | undefined;
  readonly pillar?: string | undefined;
  readonly contentFormat?: ContentFormat | undefined;
  readonly plan: Plan;
  readonly caption?: string | undefined;
  /** Variants by platform key; has no prototype. */
  readonly captions: Readonly<Record<string, string>>;
  readonly hero: Hero;
  readonly video: Video;
  /** Well-formed receipts, oldest first. */
  readonly pipeline: readonly Receipt[];
  readonly chatReferences: readonly ChatReference[];
  /** In order of position. */
  readonly problems: readonly Problem[];
  /** Spans of every front matter key by dotted path. */
  readonly spans: ReadonlyMap<string, KeySpans>;
  /** False when the front matter is too broken to change without risking the user's text. */
  readonly isEditable: boolean;
}
