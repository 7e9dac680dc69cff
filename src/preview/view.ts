import type { Price } from '../common/price.js';
import type { StepId } from '../common/terms.js';
import type { StepState as StepFreshness } from '../pipeline/freshness.js';
import type { CaptionMeter, StepTarget } from './protocol.js';

/** What the preview has to be told about one step of a post. */
export interface StepView {
  readonly step: StepTarget;
  readonly state: StepFreshness;
  /** The steps whose results it reads. */
  readonly after: readonly StepId[];
  /** What a run would cost; `undefined` while nobody has worked it out. */
  readonly price: Price | undefined;
  /** Who would answer, as the UI names it everywhere. */
  readonly provider: string;
  /** Why it cannot run yet, as a sentence that says what to do. */
  readonly blocker: string | undefined;
  /** No provider is set up for it, so a run of what is due leaves it out. */
  readonly isLeftOut?: boolean | undefined;
}

/** What the studio file adds to a post; worked out at once, on every keystroke. */
export interface PostDetails {
  /** Name of the pillar for people. */
  readonly pillar: string | undefined;
  /** The lengths of a caption that are worth showing, tightest limit first. */
  readonly meters: (caption: string, platform: string | undefined) => readonly CaptionMeter[];
  readonly platformLabel: (platform: string) => string;
}
