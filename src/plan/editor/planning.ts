import type * as vscode from 'vscode';
import type { Log } from '../../common/log.js';
import type { Price } from '../../common/price.js';
import { stepLabel } from '../../cost/format.js';
import { requireTrust } from '../../editor/trust.js';
import type { ModelInfo } from '../../models/modelInfo.js';
import type { TextModel } from '../../models/textModel.js';
import type { Paying } from '../../pipeline/paying.js';
import type { WorkspacePosts } from '../../posts/editor/watcher.js';
import type { ExampleFiles } from '../../prompts/editor/exampleFiles.js';
import type { PromptFiles } from '../../prompts/editor/promptFiles.js';
import type { Studios } from '../../studio/editor/studios.js';
import type { PlanOutcome, PlanRequest } from '../makePlans.js';
import type { SourceUse } from '../usedBefore.js';
import { findUses } from './usedBefore.js';

export interface PlanningDeps {
  readonly studios: Studios;
  readonly prompts: PromptFiles;
  readonly examples: ExampleFiles;
  readonly models: { text(): Promise<TextModel>; readonly onDidChange: vscode.Event<void> };
  readonly known: WorkspacePosts;
  readonly paying: (options: { readonly confirmed: boolean; readonly isHeadless: boolean }) => Paying;
  readonly log: Log;
}

export interface AskOptions {
  readonly confirmed: boolean;
  readonly isHeadless: boolean;
  readonly signal: AbortSignal;
  /** One line for people, while it takes. */
  readonly report: (message: string) => void;
}

/** Who answers, and what that would cost. */
export interface Quote {
  readonly info: ModelInfo;
  readonly price: Price;
}

/** Planners read the titles that exist: of the same facts, and no more than they can take in. */
const mostTitles = 100;

/** Asks the planner that is set up, with everything that it may read. */
export class Planning {
  constructor(private readonly deps: PlanningDeps) {}

  get onDidChangeModels(): vscode.Event<void> {
    return this.deps.models.onDidChange;
  }

  /** By what a planner of this cluster is asked. */
  async asking(cluster: vscode.Uri): Promise<Pick<PlanRequest, 'studio' | 'prompt' | 'examples'>> {
    const { studios, prompts, examples } = this.deps;
    const studio = await studios.of(cluster);
    const [{ plan }, shown] = await Promise.all([prompts.of(cluster), examples.of(cluster, studio)]);
    return { studio, prompt: plan, examples: shown };
  }

  /** Posts of the workspace that name facts of the cluster. */
  uses(cluster: vscode.Uri, signal: AbortSignal): Promise<readonly SourceUse[]> {
    return findUses(cluster, this.deps.known, signal);
  }

  async quote(request: PlanRequest): Promise<Quote> {
    const [{ estimatePlans }, model] = await Promise.all([import('../makePlans.js'), this.deps.models.text()]);
    return { info: model.info, price: await estimatePlans(request, model) };
  }

  /** Who would answer now. */
  async planner(): Promise<ModelInfo> {
    return (await this.deps.models.text()).info;
  }

  async ask(request: PlanRequest, { confirmed, isHeadless, signal, report }: AskOptions): Promise<PlanOutcome> {
    requireTrust(stepLabel('plan'));
    const [{ makePlans }, model] = await Promise.all([import('../makePlans.js'), this.deps.models.text()]);
    const startedAt = Date.now();
    const outcome = await makePlans(request, {
      model,
      paying: this.deps.paying({ confirmed, isHeadless }),
      signal,
      observer: { progress: ({ message }) => { if (message !== undefined) report(message); } },
    });
    this.deps.log.info(`plan: ${outcome.items.length} items, ${outcome.rounds.length} questions to ${model.info.provider}/${model.info.model}, ${Date.now() - startedAt} ms`);
    return outcome;
  }
}

export function titlesOf(uses: readonly SourceUse[]): readonly string[] {
  return [...new Set(uses.map(({ title }) => title).filter((title) => title !== ''))].slice(0, mostTitles);
}
