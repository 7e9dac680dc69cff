import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { newId } from '../common/id.js';
import type { StepId } from '../common/terms.js';
import type { Receipt } from '../post/post.js';
import type { Asked } from './paying.js';

/** What a model was sent. Kept on this computer alone: prompts hold the text of posts. */
export interface SentPrompt {
  readonly step: StepId;
  readonly platform: string | undefined;
  readonly provider: string;
  readonly model: string;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly inputs: string;
  readonly asked: Asked;
}

export interface SentLimits {
  readonly files: number;
  readonly bytes: number;
  readonly days: number;
}

export const sentLimits: SentLimits = { files: 1000, bytes: 20 * 1024 * 1024, days: 90 };

const dayMs = 86_400_000;

interface Kept {
  readonly name: string;
  readonly key: string;
  readonly startedAt: number;
  readonly bytes: number;
}

/** The prompts of the last runs, one file each, in a folder that all windows share; the oldest go first. */
export class SentPrompts {
  constructor(private readonly folder: string, private readonly limits: SentLimits = sentLimits) {}

  /** On disk when it resolves. */
  async keep(sent: SentPrompt): Promise<void> {
    const content = JSON.stringify(sent);
    const bytes = Buffer.byteLength(content);
    if (bytes > this.limits.bytes) return;
    await mkdir(this.folder, { recursive: true });
    const path = join(this.folder, `${keyOf(sent)}-${sent.startedAt}-${bytes}-${newId()}.json`);
    await writeFile(`${path}.part`, content, { mode: 0o600 });
    await rename(`${path}.part`, path);
    await this.prune(sent.startedAt);
  }

  /** The prompt of the run that left the receipt; `undefined` when it is not kept any more, or was never sent from here. */
  async of(receipt: Receipt): Promise<SentPrompt | undefined> {
    const { step, inputs, at, seconds = 0, provider } = receipt;
    if (inputs === undefined) return undefined;
    const key = keyOf({ step, inputs });
    const startedAt = (at === undefined ? Date.now() : Date.parse(at)) - seconds * 1000;
    const kept = (await this.kept()).filter((one) => one.key === key).sort((a, b) => Math.abs(a.startedAt - startedAt) - Math.abs(b.startedAt - startedAt));
    for (const { name } of kept) {
      const sent: unknown = await readFile(join(this.folder, name), 'utf8').then(JSON.parse).catch(() => undefined);
      if (isSent(sent) && sent.provider === provider) return sent;
    }
    return undefined;
  }

  private async prune(now: number): Promise<void> {
    const kept = [...(await this.kept())].sort((a, b) => b.startedAt - a.startedAt);
    let bytes = 0;
    for (const [index, one] of kept.entries()) {
      bytes += one.bytes;
      if (index < this.limits.files && bytes <= this.limits.bytes && now - one.startedAt <= this.limits.days * dayMs) continue;
      await rm(join(this.folder, one.name), { force: true });
    }
  }

  private async kept(): Promise<readonly Kept[]> {
    const names = await readdir(this.folder).catch(() => []);
    return names.flatMap((name) => {
      const [, key, startedAt, bytes] = /^(\w+-\w+)-(\d+)-(\d+)-[\w-]+\.json$/.exec(name) ?? [];
      return key === undefined ? [] : [{ name, key, startedAt: Number(startedAt), bytes: Number(bytes) }];
    });
  }
}

/** Hashes come from files as well: only letters and digits name a file. */
function keyOf({ step, inputs }: Pick<SentPrompt, 'step' | 'inputs'>): string {
  return `${step}-${inputs.replace(/\W/g, '')}`;
}

/** Files come from earlier versions too. */
function isSent(value: unknown): value is SentPrompt {
  if (typeof value !== 'object' || value === null) return false;
  const { provider, asked } = value as Partial<Record<keyof SentPrompt, unknown>>;
  if (typeof provider !== 'string' || typeof asked !== 'object' || asked === null) return false;
  const { system, user } = asked as Partial<Record<keyof Asked, unknown>>;
  return typeof system === 'string' && typeof user === 'string';
}
