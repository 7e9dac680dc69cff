import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseDocument } from 'yaml';
import { applyEdits } from '../../../src/common/text.js';
import { editPost } from '../../../src/post/edit.js';
import type { EditResult, PostEdit } from '../../../src/post/edit.js';
import { parsePost } from '../../../src/post/parse.js';
import type { Post, Receipt } from '../../../src/post/post.js';
import { anyText, mutilated, post } from './generators.js';

const runs = { numRuns: Number(process.env['GALLEY_PROPERTY_RUNS'] ?? 1000) };

const textPaths = [['title'], ['pillar'], ['caption'], ['captions', 'x'], ['captions', 'new'], ['plan', 'brief'], ['plan', 'special_message'], ['hero', 'alt'], ['hero', 'image'], ['video', 'script'], ['mine'], ['mine', 'deep'], ['tags'], ['tags', 'a'], ['hero'], ['pipeline', 'x']];

describe('Any post file', () => {
  it('parses, whatever it holds', () => {
    fc.assert(fc.property(fc.oneof(post, mutilated, anyText, fc.tuple(mutilated, mutilated).map((two) => two.join(''))), (text) => {
      const { body, problems, spans, frontMatter } = parsePost(text);
      assert.equal(text.slice(body.span.start, body.span.end), body.text);
      assert.equal(body.span.end, text.length);
      for (const { span } of problems) assertInside(text, span);
      for (const { key, value } of spans.values()) [key, value].forEach((span) => { assertInside(text, span); });
      if (frontMatter) assertInside(text, frontMatter);
    }), runs);
  });

  it('parses to what it parsed to before when only its body changes', () => {
    fc.assert(fc.property(fc.oneof(post, mutilated), anyText, (text, added) => {
      assert.deepEqual(parsePost(text + added, parsePost(text)), parsePost(text + added));
    }), runs);
  });

  it('reads values as the yaml library reads them', () => {
    fc.assert(fc.property(post, (text) => {
      const parsed = parsePost(text);
      const { title, caption, isEditable } = parsed;
      assert.equal(isEditable, true);
      const values = otherReader(parsed);
      // The other reader keeps nulls as the text they are written as.
      assert.deepEqual([title ?? '', caption ?? ''], [values['title'] ?? '', values['caption'] ?? ''].map((value) => (value === '~' ? '' : value)));
    }), runs);
  });
});

describe('Any edit of a post', () => {
  it('gives its key the new text and leaves every other byte and value alone', () => {
    fc.assert(fc.property(post, fc.constantFrom(...textPaths), anyText, (text, path, value) => {
      const result = editPost(text, [{ type: 'set', path, value }]);
      if (!result.ok) {
        assertAllowedRefusal(text, result);
        return;
      }
      const before = parsePost(text);
      const after = assertOnlyKeyChanged(before, result, path[0] ?? '');
      assert.equal(at(assertOtherValuesKept(before, after, path[0] ?? ''), path), value);
      assert.deepEqual(editPost(result.text, [{ type: 'set', path, value }]), { ok: true, text: result.text, edits: [] });
    }), runs);
  });

  it('does nothing when the value is what it was', () => {
    fc.assert(fc.property(post, (text) => {
      const { title, caption, hero, plan, body } = parsePost(text);
      const values: [string[], string | undefined][] = [[['title'], title], [['caption'], caption], [['hero', 'alt'], hero.alt], [['plan', 'brief'], plan.brief]];
      const edits = values.flatMap(([path, value]): PostEdit[] => (value === undefined ? [] : [{ type: 'set', path, value }]));
      assert.deepEqual(editPost(text, [...edits, { type: 'body', text: body.text }]), { ok: true, text, edits: [] });
    }), runs);
  });

  it('appends receipts that read back as they were given', () => {
    fc.assert(fc.property(post, fc.array(receipt, { minLength: 1, maxLength: 2 }), (text, receipts) => {
      const result = editPost(text, receipts.map((one) => ({ type: 'receipt', receipt: one })));
      if (!result.ok) {
        assertAllowedRefusal(text, result);
        return;
      }
      const before = parsePost(text);
      const after = assertOnlyKeyChanged(before, result, 'pipeline');
      assertOtherValuesKept(before, after, 'pipeline');
      const { pipeline } = after;
      assert.deepEqual(pipeline.slice(0, -receipts.length), before.pipeline);
      assert.deepEqual(pipeline.slice(-receipts.length).map(stripped), receipts.map(stripped));
    }), runs);
  });

  it('removes its key and nothing else', () => {
    fc.assert(fc.property(post, fc.constantFrom(...textPaths), (text, path) => {
      const result = editPost(text, [{ type: 'remove', path }]);
      if (!result.ok) {
        assertAllowedRefusal(text, result);
        return;
      }
      const before = parsePost(text);
      const after = assertOnlyKeyChanged(before, result, path[0] ?? '');
      assertOtherValuesKept(before, after, path[0] ?? '');
      assert.equal(after.spans.has(path.join('.')), false);
    }), runs);
  });

  it('replaces the body and keeps the front matter', () => {
    fc.assert(fc.property(fc.oneof(post, mutilated, anyText), anyText, (text, body) => {
      const result = editPost(text, [{ type: 'body', text: body }]);
      if (!result.ok) return;
      const before = parsePost(text);
      const after = parsePost(result.text);
      assert.equal(after.body.text.replaceAll('\r\n', '\n').replaceAll('\r', '\n'), body.replaceAll('\r\n', '\n').replaceAll('\r', '\n'));
      assert.equal(after.title, before.title);
      if (before.frontMatter) assert.ok(result.text.startsWith(text.slice(0, before.frontMatter.end)));
    }), runs);
  });

  it('as one of several is the same as alone', () => {
    fc.assert(fc.property(post, fc.array(fc.tuple(fc.constantFrom(...textPaths), anyText), { minLength: 2, maxLength: 3 }), anyText, (text, sets, body) => {
      const edits: PostEdit[] = [...sets.map(([path, value]): PostEdit => ({ type: 'set', path, value })), { type: 'body', text: body }];
      const together = editPost(text, edits);
      let alone: EditResult = { ok: true, text, edits: [] };
      for (const edit of edits) alone = alone.ok ? editPost(alone.text, [edit]) : alone;
      assert.equal(together.ok, alone.ok);
      if (!together.ok || !alone.ok) return;
      assert.equal(together.text, alone.text);
      assert.equal(applyEdits(text, together.edits), together.text);
    }), runs);
  });

  it('of a mutilated file changes only its key, or nothing', () => {
    fc.assert(fc.property(mutilated, fc.constantFrom(...textPaths), anyText, receipt, (text, path, value, one) => {
      const before = parsePost(text);
      const set = editPost(text, [{ type: 'set', path, value }]);
      assert.equal(before.isEditable, set.ok || set.problem.code !== 'not-editable');
      if (set.ok) {
        const after = assertOnlyKeyChanged(before, set, path[0] ?? '');
        // The library stumbles over lines that are read as words.
        if (!after.problems.some(({ code }) => code === 'unquoted-text')) assert.equal(at(otherReader(after), path), value);
      }
      const appended = editPost(text, [{ type: 'receipt', receipt: one }]);
      if (appended.ok) assertOnlyKeyChanged(before, appended, 'pipeline');
    }), runs);
  });
});

const receipt: fc.Arbitrary<Receipt> = fc.record({
  step: fc.constantFrom('plan', 'draft', 'caption', 'hero_image', 'alt_text', 'video'),
  status: fc.constantFrom('done', 'failed', 'canceled'),
  provider: optional(fc.constantFrom('fal', 'openai', 'builtin')),
  model: optional(anyText.filter((text) => text !== '')),
  artifact: optional(fc.constant('media/k3J9sd02LmQp_hero.png')),
  cost: optional(fc.nat(99_000_000)),
  costBasis: optional(fc.constantFrom('billed', 'computed', 'estimated', 'free', 'unknown')),
  channel: optional(fc.constantFrom('api', 'local', 'builtin')),
  seconds: optional(fc.double({ min: 0, max: 1e6, noNaN: true })),
  at: optional(fc.constantFrom('2026-05-11T15:17:00Z', '2026')),
  requestId: optional(fc.constantFrom('7f2c', '5e10', '12345678')),
  tokens: optional(fc.record({ input: optional(fc.nat()), cached: optional(fc.nat()), output: optional(fc.nat()) })),
  inputs: optional(fc.constantFrom('5f1c', '5e1012345678', '000000000000', 'null')),
  output: optional(fc.constantFrom('91ab', '1234567890e1')),
  error: optional(anyText),
});

function optional<Value>(value: fc.Arbitrary<Value>): fc.Arbitrary<Value | undefined> {
  return fc.option(value, { nil: undefined });
}

/** Without members that are `undefined`, which the file does not tell from absent ones. */
function stripped(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

function otherReader({ text, frontMatter }: Post): Record<string, unknown> {
  if (!frontMatter) return {};
  const source = text.slice(frontMatter.start, frontMatter.end).replace(/\r(?!\n)/g, '\n');
  const document = parseDocument(source, { schema: 'failsafe', uniqueKeys: false, resolveKnownTags: false, logLevel: 'silent', prettyErrors: false });
  const value: unknown = document.toJS({ maxAliasCount: 1000 });
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.fromEntries(Object.entries(value)) : {};
}

function at(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((inner, key) => (typeof inner === 'object' && inner !== null ? Object.entries(inner).find(([name]) => name === key)?.[1] : undefined), value);
}

function assertInside(text: string, { start, end }: { start: number; end: number }): void {
  assert.ok(0 <= start && start <= end && end <= text.length, `${start}-${end} of ${text.length}`);
}

/** What a well-formed post may refuse: a shared value, a text where a map should be, or a layout it says it cannot keep. */
function assertAllowedRefusal(text: string, result: Extract<EditResult, { ok: false }>): void {
  const { code, message } = result.problem;
  assert.ok(['shared-value', 'wrong-type', 'unexpected-layout'].includes(code), `${code} ${message}\n${text}`);
}

function assertOnlyKeyChanged(before: Post, result: Extract<EditResult, { ok: true }>, key: string): Post {
  assert.equal(applyEdits(before.text, result.edits), result.text);
  const region = regionOf(before, key);
  for (const { span, text: added } of result.edits) {
    assert.ok(span.start < span.end || added !== '');
    if (region) assert.ok(region.start <= span.start && span.end <= region.end, `edit ${span.start}-${span.end} outside ${region.start}-${region.end}`);
    else assert.ok(span.start === span.end, 'a new key only inserts');
  }
  const after = parsePost(result.text);
  assert.equal(after.body.text, before.body.text);
  return after;
}

function assertOtherValuesKept(before: Post, after: Post, key: string): Record<string, unknown> {
  const [old, now] = [otherReader(before), otherReader(after)];
  assert.deepEqual(without(now, key), without(old, key));
  return now;
}

function without(values: Record<string, unknown>, key: string): unknown {
  return Object.entries(values).filter(([name]) => name !== key);
}

/** A key of no text is said to stand where the line before it ends. */
function lineOf(text: string, { start, end }: { readonly start: number; readonly end: number }): number {
  return start === end ? start + (/^(?:\r\n|\r|\n)/.exec(text.slice(start))?.[0].length ?? 0) : start;
}

/** From a top-level key to the line of the next one. */
function regionOf({ text, spans, frontMatter }: Post, key: string): { start: number; end: number } | undefined {
  const own = spans.get(key);
  if (!own || !frontMatter) return undefined;
  const next = [...spans].filter(([path, { key: span }]) => !path.includes('.') && span.start > own.key.start).map(([, { key: span }]) => lineOf(text, span));
  const end = Math.min(frontMatter.end, ...next);
  return { start: own.key.start, end };
}
