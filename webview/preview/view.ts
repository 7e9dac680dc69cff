import type {
  BodyState, EmptyState, FromPreview, PageState, RunningState, StepsState, StepTarget,
} from '../../src/preview/protocol.js';
import type { PreviewStrings } from '../../src/preview/strings.js';

/** Everything the page knows. */
export interface View {
  page: PageState | undefined;
  body: BodyState | undefined;
  steps: StepsState | undefined;
  empty: EmptyState | undefined;
  running: readonly (RunningState & { readonly receivedAt: number })[];
  /** What running steps have written so far. */
  readonly written: Map<string, string>;
  /** The caption that was copied a moment ago: its platform, `''` for the main one. */
  copied: string | undefined;
}

/** What templates need besides the view. */
export interface Page {
  readonly view: View;
  readonly strings: PreviewStrings;
  readonly send: (message: FromPreview) => void;
}

export function stepOf({ view }: Page, step: StepTarget) {
  return view.steps?.steps.find((candidate) => candidate.step === step);
}

export function runOf({ view }: Page, step: string) {
  return view.running.find((run) => run.step === step);
}

/** Whole seconds since the run started, counted on from when the host said so. */
export function secondsOf({ seconds, receivedAt }: View['running'][number]): number {
  return Math.floor(seconds + (performance.now() - receivedAt) / 1000);
}
