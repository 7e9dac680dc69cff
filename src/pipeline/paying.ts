import type { Price } from '../common/price.js';
import type { StepId } from '../common/terms.js';
import type { SubmittedJob } from '../models/imageModel.js';
import type { ModelInfo } from '../models/modelInfo.js';
import type { Receipt } from '../post/post.js';
import type { Prompt } from '../prompts/prompts.js';
import type { Intent } from './journal.js';

/** What is about to be bought. */
export interface Purchase {
  /** The post's uri. */
  readonly post: string;
  readonly step: StepId;
  readonly info: ModelInfo;
  /** Of one take. */
  readonly price: Price;
  readonly takes: number;
  /** What the post has cost so far. */
  readonly receipts: readonly Receipt[];
}

/** Stands between a step and a provider that costs money. */
export interface Paying {
  /** Asks where a limit says so. Rejects with `AbortError` on a no, and with `UserError` where nobody can be asked. */
  approve(purchase: Purchase): Promise<Approval>;
}

/** Leave to buy the takes of one purchase, one after another. */
export interface Approval {
  /** On disk when it resolves: only then may the take be bought. */
  begin(intent: Omit<Intent, 'reservation'>, asked?: Asked): Promise<PaidRun>;
}

/** What the model is about to be sent, without keys. Absent for what leaves no receipt. */
export interface Asked extends Prompt {
  /** Of pictures and clips, as the provider gets them. */
  readonly parameters?: Readonly<Record<string, unknown>> | undefined;
}

/** One take that may cost money. */
export interface PaidRun {
  submitted(job: SubmittedJob): Promise<void>;
  /** The result is here and only the post lacks it. */
  finished(receipt: Receipt, text: string | undefined): Promise<void>;
  /** Whether the result may still be fetched, so that the run has not ended yet. */
  failed(error: unknown): Promise<'ended' | 'pending'>;
  /** Receipt and output are in the post. */
  close(): Promise<void>;
}

/** For models that cost nothing: there is nothing to ask, and a lost result can be made again. */
export const freeApproval: Approval = {
  begin: () =>
    Promise.resolve({
      submitted: () => Promise.resolve(),
      finished: () => Promise.resolve(),
      failed: () => Promise.resolve('ended'),
      close: () => Promise.resolve(),
    }),
};
