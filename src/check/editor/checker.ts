import * as vscode from 'vscode';
import type { MeasureLength } from '../../caption/length.js';
import type { Facts } from '../../pipeline/editor/pipeline.js';
import type { Step } from '../../pipeline/step.js';
import type { Post } from '../../post/post.js';
import type { PromptFiles } from '../../prompts/editor/promptFiles.js';
import type { Studios } from '../../studio/editor/studios.js';
import type { Studio } from '../../studio/studio.js';
import { quickProblems, slowFindings } from '../checkPost.js';
import type { CheckProblem, Neighbor } from '../codes.js';
import { artifactsOf, fileProblems } from '../fileChecks.js';
import { noNeighbors, type Neighbors } from '../postChecks.js';
import type { SourceMemos } from '../sourceChecks.js';
import type { StepFindings } from '../stepChecks.js';
import { remembering } from '../xLength.js';
import type { ArtifactFiles } from './artifactFiles.js';
import type { KnownPosts } from './knownPosts.js';

export interface CheckerDeps {
  readonly studios: Studios;
  readonly prompts: PromptFiles;
  readonly facts: Facts;
  readonly steps: readonly Step[];
  readonly known: KnownPosts;
  readonly files: ArtifactFiles;
  readonly loadMeasure: () => Promise<MeasureLength>;
}

const mostNeighbors = 5;

/** Runs the checks on one post with what this window knows. */
export class Checker {
  private measure: MeasureLength | undefined;

  constructor(private readonly deps: CheckerDeps) {}

  /** Loads what counts for X. Until then what only it can count is left out. */
  async prepare(): Promise<void> {
    this.measure ??= remembering(await this.deps.loadMeasure());
  }

  studioOf(uri: vscode.Uri): Promise<Studio> {
    return this.deps.studios.of(uri);
  }

  /** The studio as it is known now. */
  peek(uri: vscode.Uri): Studio {
    return this.deps.studios.peek(uri);
  }

  quick(uri: vscode.Uri, post: Post, studio: Studio): readonly CheckProblem[] {
    return quickProblems(post, { studio, measure: this.measure, neighbors: this.neighbors(uri, post) });
  }

  async slow(uri: vscode.Uri, post: Post, studio: Studio, memos: SourceMemos): Promise<Generator<undefined, StepFindings>> {
    const hasClusters = post.plan.sources.some(({ cluster }) => cluster !== undefined);
    const facts = hasClusters ? await this.deps.facts.of(uri, post) : [];
    const prompts = await this.deps.prompts.of(uri);
    return slowFindings(post, { studio, facts, prompts, memos, steps: this.deps.steps });
  }

  async onDisk(uri: vscode.Uri, post: Post, studio: Studio, isOpen: boolean): Promise<readonly CheckProblem[]> {
    const depth = depthOf(uri);
    if (depth === undefined) return [];
    const { artifacts, problems } = artifactsOf(post, depth);
    if (artifacts.length === 0) return problems;
    return [...problems, ...(await fileProblems(post, studio, artifacts, this.deps.files.beside(uri, isOpen)))];
  }

  neighbors(uri: vscode.Uri, post: Post): Neighbors {
    const { index } = this.deps.known;
    const self = uri.toString();
    if (!index.get(self)) return noNeighbors;
    const sameId = post.id === undefined ? [] : index.withId(post.id).filter((other) => other.uri !== self);
    const similar = post.caption === undefined ? [] : index.similarCaptions(self).map(({ post: other }) => other);
    return { sameId: sameId.slice(0, mostNeighbors).map(toNeighbor), similarCaption: similar.slice(0, mostNeighbors).map(toNeighbor) };
  }
}

function toNeighbor({ uri }: { readonly uri: string }): Neighbor {
  return { uri, name: vscode.workspace.asRelativePath(vscode.Uri.parse(uri, true)) };
}

/** How many folders the post lies below its workspace folder; `undefined` outside of the workspace. */
function depthOf(uri: vscode.Uri): number | undefined {
  const folder = vscode.workspace.getWorkspaceFolder(uri);
  if (!folder) return undefined;
  const inside = uri.path.slice(folder.uri.path.length).split('/').filter((part) => part !== '');
  return Math.max(0, inside.length - 1);
}
