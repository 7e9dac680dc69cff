import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { captionStep } from '../../src/caption/caption.js';
import { describeReason, type SpendLimits } from '../../src/cost/budget.js';
import { openLedger, type Ledger, type LedgerEntry } from '../../src/cost/ledger.js';
import { draftStep } from '../../src/draft/draft.js';
import { heroImageStep } from '../../src/hero/heroImage.js';
import type { ImageModel } from '../../src/models/imageModel.js';
import type { TextModel } from '../../src/models/textModel.js';
import type { VideoModel } from '../../src/models/videoModel.js';
import { Journal, type OpenRun } from '../../src/pipeline/journal.js';
import { recover, type Recovery } from '../../src/pipeline/recover.js';
import { runStep, type RunDeps, type RunResult } from '../../src/pipeline/run.js';
import { spending } from '../../src/pipeline/spending.js';
import type { PostStore } from '../../src/pipeline/store.js';
import type { Step, StepOptions } from '../../src/pipeline/step.js';
import { parsePost } from '../../src/post/parse.js';
import type { Post } from '../../src/post/post.js';
import { emptyStudio } from '../../src/studio/studio.js';
import { videoStep } from '../../src/video/video.js';
import { ScriptedImageModel, ScriptedTextModel } from '../fakes/scriptedModels.js';
import { FileStore } from './payingStore.js';
import { shippedPrompts } from './prompts.js';

export const steps: readonly Step[] = [draftStep, captionStep, heroImageStep, videoStep];
export const noLimits: SpendLimits = { perPost: undefined, perDay: undefined, confirmAbove: undefined };

/** What no message may repeat. */
export const privateTitle = 'A merger in Lisbon that nobody may read about';
export const privateBody = 'The private body speaks of forty-one people who will have to go by spring.';
export const plannedPost = `---\nid: N0aoCsQqhoyf\ntitle: ${privateTitle} # mine\nplan:\n  brief: ${privateBody}\n---\n`;
export const writtenPost = `${plannedPost}${privateBody}\n`;

export interface DeskOptions {
  readonly textModel?: TextModel | undefined;
  readonly imageModel?: ImageModel | undefined;
  /** None by default, as without a key. */
  readonly videoModel?: VideoModel | undefined;
  readonly limits?: SpendLimits | undefined;
  /** Answers what `spending` asks; no by default. */
  readonly ask?: ((reasons: readonly string[]) => Promise<boolean>) | undefined;
  readonly postName?: string | undefined;
  /** Stand between the parts, for tests that stop a run on its way. */
  readonly wrapStore?: ((store: PostStore) => PostStore) | undefined;
  readonly wrapLedger?: ((ledger: Ledger) => Ledger) | undefined;
  readonly openJournal?: ((folder: string) => Journal) | undefined;
}

/** Everything that one paid run touches, as a window has it: a post, its media, the ledger and the journal, on a real disk. */
export interface Desk {
  readonly folder: string;
  readonly store: FileStore;
  readonly ledger: Ledger;
  readonly journal: Journal;
  run(step: Step, options?: StepOptions & { readonly takes?: number }, changes?: Partial<RunDeps>): Promise<RunResult>;
  /** Brings what an earlier window left to its end, with the models of this desk. */
  recoverAll(): Promise<readonly Recovery[]>;
  look(): Promise<Sight>;
}

/** What is to be seen on the disk. */
export interface Sight {
  readonly post: Post;
  readonly ledger: readonly LedgerEntry[];
  /** Files of the journal and the media folder, half-written ones too. */
  readonly journal: readonly string[];
  readonly media: readonly string[];
}

export async function newFolder(post: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'galley-paying-'));
  await addPost(folder, post);
  return folder;
}

export async function addPost(folder: string, text: string, name = 'a.post.md'): Promise<void> {
  const file = join(folder, 'posts', name);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
}

export async function removeFolder(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
}

export function openDesk(folder: string, options: DeskOptions = {}): Desk {
  const store = new FileStore(join(folder, 'posts', options.postName ?? 'a.post.md'));
  const usedStore = options.wrapStore?.(store) ?? store;
  const plainLedger = openLedger(join(folder, 'ledger'));
  const ledger = options.wrapLedger?.(plainLedger) ?? plainLedger;
  const journal = options.openJournal?.(join(folder, 'journal')) ?? new Journal(join(folder, 'journal'));
  const imageModel = options.imageModel ?? new ScriptedImageModel();
  const paying = spending({ ledger, journal, limits: () => options.limits ?? noLimits, ask: (_, reasons) => options.ask?.(reasons.map(describeReason)) ?? Promise.resolve(false) });

  const finish = async (run: OpenRun): Promise<Recovery> => {
    const step = steps.find(({ id }) => id === run.entry.intent.step);
    if (!step) throw new Error(`no step ${run.entry.intent.step}`);
    return recover(run, {
      store: usedStore,
      step,
      imageModel: imageModel.info.provider === run.entry.intent.provider ? imageModel : undefined,
      videoModel: options.videoModel,
      context: (post, stepOptions) => Promise.resolve({ post, studio: emptyStudio, facts: [], ...shippedPrompts, options: stepOptions }),
      ledger,
      signal: new AbortController().signal,
    });
  };

  return {
    folder,
    store,
    ledger,
    journal,
    run: (step, stepOptions = {}, changes = {}) =>
      runStep(step, stepOptions, {
        store: usedStore,
        studio: emptyStudio,
        facts: () => Promise.resolve([]),
        ...shippedPrompts,
        textModel: options.textModel ?? new ScriptedTextModel('A new text.'),
        imageModel,
        videoModel: options.videoModel,
        paying,
        observer: { progress: () => undefined },
        signal: new AbortController().signal,
        confirmOverwrite: () => Promise.resolve(true),
        ...changes,
      }),
    recoverAll: async () => {
      const recoveries: Recovery[] = [];
      for (const run of await journal.claimAbandoned()) recoveries.push(await finish(run));
      return recoveries;
    },
    look: async () => ({
      post: parsePost(await store.read()),
      ledger: await openLedger(join(folder, 'ledger')).entries(new Date(0), new Date(Date.now() + 1000)),
      journal: await list(join(folder, 'journal')),
      media: await list(join(folder, 'posts', 'media')),
    }),
  };
}

async function list(folder: string): Promise<readonly string[]> {
  return (await readdir(folder).catch(() => [])).sort();
}

/** Runs `work` on all of them, a few at a time, and keeps their order. */
export async function inParallel<In, Out>(items: readonly In[], atOnce: number, work: (item: In) => Promise<Out>): Promise<readonly Out[]> {
  const results: Out[] = [];
  const queue = items.entries();
  const worker = async (): Promise<void> => {
    for (const [index, item] of queue) results[index] = await work(item);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return results;
}
