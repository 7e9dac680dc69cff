import type { Span } from '../common/text.js';
import type { Problem, ProblemSeverity } from '../post/post.js';
import type { EditProblemCode, ProblemCode } from '../post/problems.js';
import type { PromptProblem } from '../prompts/promptFile.js';

/** What the checks find beyond what the parser says of one file. */
export const checkCodes = [
  'id-missing',
  'duplicate-id',
  'unknown-pillar',
  'unknown-platform',
  'caption-too-long',
  'too-few-hashtags',
  'too-many-hashtags',
  'near-duplicate-caption',
  'avoided-word',
  'hero-without-alt',
  'hero-outside',
  'hero-missing',
  'hero-wrong-aspect',
  'video-missing',
  'artifact-missing',
  'artifact-outside',
  'unportable-path',
  'step-stale',
  'output-edited',
  'unsupported-figure',
  'unsupported-name',
  'unknown-template',
  'prompt-unknown-file',
] as const;

export type CheckCode = (typeof checkCodes)[number];

/** The codes of `parsePost`. An object, so that a code that is missing here is a type error. */
const parserCodes: Readonly<Record<Exclude<ProblemCode, EditProblemCode>, true>> = {
  'binary-file': true,
  'front-matter-unclosed': true,
  'front-matter-too-large': true,
  'front-matter-not-a-map': true,
  'too-many-aliases': true,
  'too-deep': true,
  'yaml-syntax': true,
  'title-missing': true,
  'wrong-type': true,
  'unknown-content-format': true,
  'bad-id': true,
  'duplicate-key': true,
  'unquoted-text': true,
  'caption-comment': true,
  'text-comment': true,
  'hero-outside': true,
  'malformed-receipt': true,
  'malformed-chat-reference': true,
};

/** The codes of `parseStudio`. */
const studioCodes = [
  'studio-syntax',
  'studio-too-large',
  'studio-alias-limit',
  'studio-depth-limit',
  'studio-type',
  'studio-value',
  'studio-duplicate-key',
  'studio-near-key',
  'studio-comment-trap',
] as const;

/** The codes of `readPromptFile`. An object, so that a code that is missing here is a type error. */
const promptCodes: Readonly<Record<PromptProblem['code'], true>> = {
  'prompt-syntax': true,
  'prompt-unsupported-tag': true,
  'prompt-unknown-variable': true,
  'prompt-missing-variable': true,
  'prompt-missing-part': true,
  'prompt-too-large': true,
};

/** Every code a diagnostic of Galley can have. Each has a section in `docs/problems.md`. */
export const documentedCodes: readonly string[] = [...new Set([...Object.keys(parserCodes), ...checkCodes, ...studioCodes, ...Object.keys(promptCodes)])];

/** Another post that a problem is about. */
export interface Neighbor {
  readonly uri: string;
  /** For people: its path in the workspace. */
  readonly name: string;
}

export interface CheckProblem extends Problem {
  readonly neighbors?: readonly Neighbor[];
  /** A value that would fit what is there. */
  readonly suggestion?: string;
}

export function found(code: CheckCode, severity: ProblemSeverity, span: Span, message: string, neighbors: readonly Neighbor[] = []): CheckProblem {
  return neighbors.length > 0 ? { code, severity, span, message, neighbors } : { code, severity, span, message };
}
