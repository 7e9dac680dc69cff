import assert from 'node:assert/strict';
import fc from 'fast-check';
import { applyEdits } from '../../../src/common/text.js';
import { captionStep } from '../../../src/caption/caption.js';
import { slowFindings } from '../../../src/check/checkPost.js';
import { artifactsOf, fileProblems } from '../../../src/check/fileChecks.js';
import { fixAll } from '../../../src/check/fixAll.js';
import { fixesFor } from '../../../src/check/fixes.js';
import { moveProblems } from '../../../src/check/moveProblems.js';
import { sourceMemos } from '../../../src/check/sourceChecks.js';
import { studioProblems } from '../../../src/check/checkStudio.js';
import { draftStep } from '../../../src/draft/draft.js';
import { altTextStep } from '../../../src/hero/altText.js';
import { heroImageStep } from '../../../src/hero/heroImage.js';
import { parsePost } from '../../../src/post/parse.js';
import { example } from '../post/example.js';
import { anyText, post as anyPost } from '../post/generators.js';
import { finish, quick, studioOf } from './support.js';
import { shippedPrompts } from '../../support/prompts.js';

const studio = 'pillars: { craft: {} }\navoid: [facts, "in today\'s world", x]\nplatforms: { x: { hashtags: { min: 1, max: 1 } }, threads: {} }\nhero: { aspect_ratio: "16:9" }\n';
const files = { stat: () => Promise.resolve('file' as const), picture: () => Promise.resolve({ width: 3, height: 1, mayBeTurned: true }) };

/** A post after somebody cut, doubled or overwrote parts of it. */
const mutilated = fc.tuple(fc.oneof(anyPost, fc.constant(example)), fc.array(fc.tuple(fc.nat(), fc.nat(60), anyText), { maxLength: 4 })).map(([text, cuts]) =>
  cuts.reduce((rest, [at, length, added]) => {
    const start = rest.length === 0 ? 0 : at % rest.length;
    return rest.slice(0, start) + added + rest.slice(start + length);
  }, text));

describe('Checks of any text', () => {
  it('never throw, and mark places inside the file', async () => {
    await fc.assert(fc.asyncProperty(fc.oneof(mutilated, anyText), async (text) => {
      const post = parsePost(text);
      const context = { studio: studioOf(studio), newId: () => 'Newid0123456', isNewest: true };
      const { artifacts, problems } = artifactsOf(post, 2);
      const all = [
        ...quick(text, { studio }),
        ...finish(slowFindings(post, { studio: context.studio, steps: [draftStep, captionStep, heroImageStep, altTextStep], facts: ['A fact of 5.'], prompts: shippedPrompts.prompts, memos: sourceMemos() })).problems,
        ...problems,
        ...(await fileProblems(post, context.studio, artifacts, files)),
      ];
      for (const { span, code, message } of all) {
        assert.ok(span.start >= 0 && span.start <= span.end && span.end <= text.length, `${code} ${JSON.stringify(span)} of ${text.length}`);
        assert.ok(message.length > 0);
      }
      for (const problem of all) fixesFor(problem, post, context);
      const fixed = applyEdits(text, fixAll(post, all, context));
      assert.equal(parsePost(fixed).body.text, post.body.text);
      studioProblems(text);
    }), { numRuns: 300 });
  });
});

describe('Problems that move with the text', () => {
  it('stay with their words', () => {
    fc.assert(fc.property(fc.stringMatching(/^[a-d ]{0,40}$/), fc.nat(40), fc.nat(10), fc.stringMatching(/^[x-z]{0,5}$/), (text, at, length, added) => {
      const start = Math.min(at, text.length);
      const end = Math.min(text.length, start + length);
      const problems = [...text.matchAll(/[a-d]+/g)].map((match) => ({ code: match[0], severity: 'hint' as const, message: '', span: { start: match.index, end: match.index + match[0].length } }));
      const after = text.slice(0, start) + added + text.slice(end);
      for (const { code, span } of moveProblems(problems, { start, length: end - start, added: added.length })) assert.equal(after.slice(span.start, span.end), code);
    }));
  });

  it('are dropped where the text changed', () => {
    const problem = { code: 'a', severity: 'hint' as const, message: '', span: { start: 5, end: 9 } };
    assert.deepEqual(moveProblems([problem], { start: 6, length: 1, added: 1 }), []);
    assert.deepEqual(moveProblems([problem], { start: 0, length: 2, added: 5 })[0]?.span, { start: 8, end: 12 });
    assert.deepEqual(moveProblems([problem], { start: 20, length: 2, added: 5 }), [problem]);
  });
});
