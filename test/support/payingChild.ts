import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { draftStep } from '../../src/draft/draft.js';
import { heroImageStep } from '../../src/hero/heroImage.js';
import { isAbort } from '../../src/common/abort.js';
import type { Ledger } from '../../src/cost/ledger.js';
import { falImageModel } from '../../src/models/fal/imageModel.js';
import { openaiTextModel } from '../../src/models/openai/textModel.js';
import { Journal, type Intent, type OpenRun, type Progress } from '../../src/pipeline/journal.js';
import type { PostStore } from '../../src/pipeline/store.js';
import { patient, prices, ultra } from '../unit/models/fal/asking.js';
import { prices as textPrices, sendTo } from '../unit/models/openai/asking.js';
import { BatchDesk } from './payingBatch.js';
import { openDesk, noLimits, type Desk } from './paying.js';

/** What a process that pays is to do; the only argument, as JSON. */
export interface ChildTask {
  readonly folder: string;
  readonly step: 'draft' | 'hero_image';
  /** `recover` brings to an end what a killed one left. */
  /** `batch` makes everything of every post. */
  readonly action: 'run' | 'recover' | 'batch';
  /** The provider server, and its key. */
  readonly origin: string;
  readonly key: string;
  /** Where texts come from, when that is another one. */
  readonly textOrigin?: string | undefined;
  readonly textKey?: string | undefined;
  /** Where it says `reached` and goes no further until a line comes in. */
  readonly stopAt?: StopPoint | undefined;
  readonly postName?: string | undefined;
  readonly perDay?: number | undefined;
}

export type StopPoint =
  | 'before reserve'
  /** Both before and after it. */
  | 'around reserve'
  | 'after reserve'
  | 'after journal intent'
  | 'after journal submitted'
  | 'after artifact'
  | 'after journal finished'
  | 'before post write'
  | 'after post write';

/** What it says at its end. */
export interface ChildReport {
  readonly outcomes: readonly string[];
  readonly asked: number;
}

const [, , argument = '{}'] = process.argv;
// The parent is the only one who writes this.
const task = JSON.parse(argument) as ChildTask;
const lines = createInterface({ input: process.stdin });

async function stop(point: StopPoint): Promise<void> {
  if (task.stopAt !== point && !(task.stopAt === 'around reserve' && point.endsWith(' reserve'))) return;
  process.stdout.write('reached\n');
  await once(lines, 'line');
}

function hookedLedger(ledger: Ledger): Ledger {
  return {
    ...ledger,
    reserve: async (purchase) => {
      await stop('before reserve');
      const reservation = await ledger.reserve(purchase);
      await stop('after reserve');
      return reservation;
    },
  };
}

class HookedJournal extends Journal {
  override async begin(intent: Intent): Promise<OpenRun> {
    const run = await super.begin(intent);
    await stop('after journal intent');
    return {
      get entry() {
        return run.entry;
      },
      advance: async (progress: Progress) => {
        await run.advance(progress);
        if (progress.stage === 'submitted') await stop('after journal submitted');
        if (progress.stage === 'finished') await stop('after journal finished');
      },
      close: () => run.close(),
      leave: () => run.leave(),
    };
  }
}

function hookedStore(store: PostStore): PostStore {
  return {
    uri: store.uri,
    name: store.name,
    read: () => store.read(),
    rescue: (text) => store.rescue(text),
    write: async (change) => {
      await stop('before post write');
      await store.write(change);
      await stop('after post write');
    },
    saveArtifact: async (fileName, bytes) => {
      const path = await store.saveArtifact(fileName, bytes);
      await stop('after artifact');
      return path;
    },
  };
}

const imageModel = falImageModel({ key: () => task.key, model: ultra, endpoint: task.origin, prices, limits: { ...patient, submitMs: 60_000, requestMs: 60_000, downloadMs: 60_000, downloadIdleMs: 60_000, totalMs: 60_000 } });
const textModel = openaiTextModel({
  baseUrl: 'https://text.example/v1',
  model: 'gpt-6-luna',
  apiKey: () => Promise.resolve(task.textKey ?? task.key),
  prices: textPrices,
  fetch: sendTo(task.textOrigin ?? task.origin, 'https://text.example'),
});

let asked = 0;
const desk: Desk = openDesk(task.folder, {
  postName: task.postName,
  limits: { ...noLimits, perDay: task.perDay },
  ask: () => {
    asked += 1;
    return Promise.resolve(false);
  },
  imageModel,
  textModel,
  wrapLedger: hookedLedger,
  wrapStore: hookedStore,
  openJournal: (folder) => new HookedJournal(folder),
});

async function act(): Promise<readonly string[]> {
  if (task.action === 'batch') return (await new BatchDesk(task.folder, { textModel, imageModel }).run()).map(({ ending }) => ending);
  if (task.action === 'recover') return (await desk.recoverAll()).map(({ outcome }) => outcome);
  try {
    const { receipts } = await desk.run(task.step === 'draft' ? draftStep : heroImageStep);
    return receipts.map(({ status }) => status);
  } catch (error) {
    if (isAbort(error)) return ['canceled'];
    throw error;
  }
}

const report: ChildReport = { outcomes: await act(), asked };
process.stdout.write(`${JSON.stringify(report)}\n`);
lines.close();
process.stdin.destroy();
