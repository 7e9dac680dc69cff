import assert from 'node:assert/strict';
import { applyEdits } from '../../../src/common/text.js';
import { quickProblems } from '../../../src/check/checkPost.js';
import type { CheckProblem } from '../../../src/check/codes.js';
import { fixesFor, type Fix } from '../../../src/check/fixes.js';
import { noNeighbors, type Neighbors } from '../../../src/check/postChecks.js';
import { loadMeasure, type MeasureLength } from '../../../src/caption/length.js';
import { editPost } from '../../../src/post/edit.js';
import { parsePost } from '../../../src/post/parse.js';
import type { Post } from '../../../src/post/post.js';
import { emptyStudio, parseStudio, type Studio } from '../../../src/studio/studio.js';

const loaded: { measure?: MeasureLength } = {};

before(async () => {
  loaded.measure = await loadMeasure();
});

export const measure: MeasureLength = (text, rule) => {
  assert.ok(loaded.measure, 'The measure is there once tests run');
  return loaded.measure(text, rule);
};

export function studioOf(yaml: string): Studio {
  return yaml === '' ? emptyStudio : parseStudio(yaml).studio;
}

/** A post with an id and a title, so that only what a test names can be wrong. */
export function postText(frontMatter: string, body = ''): string {
  return `---\nid: N0aoCsQqhoyf\ntitle: A title\n${frontMatter}---\n${body}`;
}

export function quick(text: string, { studio = '', neighbors = noNeighbors }: { studio?: string; neighbors?: Neighbors } = {}): readonly CheckProblem[] {
  return quickProblems(parsePost(text), { studio: studioOf(studio), neighbors, measure });
}

/** `code «marked text»` of each problem, which shows a wrong span at once. */
export function marks(text: string, problems: readonly CheckProblem[]): readonly string[] {
  return problems.map(({ code, span }) => `${code} «${text.slice(span.start, span.end)}»`);
}

export function finish<Result>(work: Generator<undefined, Result>): Result {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}

export function fixes(post: Post, code: string, { studio = '', problems = quick(post.text, { studio }), isNewest = false } = {}): readonly Fix[] {
  const problem = problems.find((one) => one.code === code);
  if (!problem) throw new Error(`There is no ${code} among ${problems.map((one) => one.code).join(', ')}`);
  return fixesFor(problem, post, { studio: studioOf(studio), newId: () => 'Newid0123456', isNewest });
}

/** The text after a fix. */
export function applied(text: string, fix: Fix | undefined): string {
  switch (fix?.action.type) {
    case 'post': {
      const result = editPost(text, fix.action.edits);
      if (!result.ok) throw new Error(result.problem.message);
      return result.text;
    }
    case 'text': return applyEdits(text, fix.action.edits);
    default: throw new Error(`No edit: ${JSON.stringify(fix)}`);
  }
}
