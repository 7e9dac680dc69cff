import type { MeasureLength } from '../caption/length.js';
import type { Step } from '../pipeline/step.js';
import type { Post } from '../post/post.js';
import type { Prompts } from '../prompts/prompts.js';
import type { Studio } from '../studio/studio.js';
import { captionProblems } from './captionChecks.js';
import type { CheckProblem } from './codes.js';
import { avoidedWordProblems, heroTextProblems, idProblems, pillarProblems, similarCaptionProblems, type Neighbors } from './postChecks.js';
import { sourceProblems, type SourceMemos } from './sourceChecks.js';
import { stepFindings, type StepFindings } from './stepChecks.js';

export interface QuickContext {
  readonly studio: Studio;
  readonly neighbors: Neighbors;
  /** Absent until the library that counts for X is loaded. */
  readonly measure: MeasureLength | undefined;
}

export interface SlowContext {
  readonly studio: Studio;
  readonly steps: readonly Step[];
  /** Facts of the plan's sources, one sentence each. */
  readonly facts: readonly string[];
  readonly prompts: Prompts;
  readonly memos: SourceMemos;
}

/** What can be said on every keystroke: the parser's problems, and all that needs no more than the text and what is in memory. */
export function quickProblems(post: Post, { studio, neighbors, measure }: QuickContext): readonly CheckProblem[] {
  if (isNotText(post)) return post.problems;
  return [
    ...post.problems,
    ...idProblems(post, neighbors),
    ...pillarProblems(post, studio),
    ...captionProblems(post, studio, measure),
    ...similarCaptionProblems(post, neighbors),
    ...avoidedWordProblems(post, studio),
    ...heroTextProblems(post),
  ];
}

/** What takes milliseconds: states of steps, and claims without a source. Yields after each piece of at most a few. */
export function* slowFindings(post: Post, { studio, steps, facts, prompts, memos }: SlowContext): Generator<undefined, StepFindings> {
  if (isNotText(post)) return { problems: [], states: {} };
  // States do not depend on what stands in the examples: see `examplesRead`.
  const { problems, states } = yield* stepFindings(steps, { post, studio, facts, prompts, examples: [] });
  const ofSources = yield* sourceProblems({ post, studio, facts }, memos);
  return { problems: [...problems, ...ofSources], states };
}

function isNotText({ problems }: Post): boolean {
  return problems.some(({ code }) => code === 'binary-file');
}
