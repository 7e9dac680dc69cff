import assert from 'node:assert/strict';
import { applyEdits } from '../../../src/common/text.js';
import { editPost } from '../../../src/post/edit.js';
import type { EditValue, PostEdit } from '../../../src/post/edit.js';
import { parsePost } from '../../../src/post/parse.js';
import type { Receipt } from '../../../src/post/post.js';
import { example } from './example.js';

const receipt: Receipt = {
  step: 'caption', status: 'done', provider: 'builtin', model: 'rules', cost: 420, costBasis: 'computed', channel: 'api', seconds: 0.1, at: '2026-05-11T15:17:00Z',
  requestId: '7f2c', tokens: { input: 12, cached: 0, output: 34 }, inputs: '5e1012345678', output: '91ab00000000',
};
const receiptLine = '- { step: caption, status: done, provider: builtin, model: rules, cost_usd: 0.00042, cost_basis: computed, channel: api, seconds: 0.1, at: 2026-05-11T15:17:00Z, '
  + 'request_id: 7f2c, tokens: { input: 12, cached: 0, output: 34 }, inputs: "5e1012345678", output: 91ab00000000 }';

function edited(text: string, ...edits: PostEdit[]): string {
  const result = editPost(text, edits);
  assert.ok(result.ok, result.ok ? '' : result.problem.message);
  assert.equal(applyEdits(text, result.edits), result.text);
  return result.text;
}

function set(path: string, value: EditValue, dropComment = false): PostEdit {
  return { type: 'set', path: path.split('.'), value, dropComment };
}

/** What an edit makes of front matter lines. */
function lines(source: string, ...edits: PostEdit[]): string {
  return edited(`---\n${source}---\nBody\n`, ...edits).slice(4, -'---\nBody\n'.length);
}

function refusal(text: string, edit: PostEdit): string | undefined {
  const result = editPost(text, [edit]);
  return result.ok ? undefined : result.problem.code;
}

describe('Setting a text', () => {
  it('keeps the comment, the quotes and the place of a short one', () => {
    assert.equal(lines('title: Old # mine\nid: x\n', set('title', 'New')), 'title: New # mine\nid: x\n');
    assert.equal(lines("title:   'Old'   # mine\n", set('title', "It's")), "title:   'It''s'   # mine\n");
    assert.equal(lines('title: "Old"\n', set('title', 'Say "hi"')), 'title: "Say \\"hi\\""\n');
  });

  it('quotes a title only where YAML readers would take it for something else', () => {
    for (const title of ['A: b', 'C #1', '2026', 'yes', 'null', '16:9', '2026-05-11', '1e3', '-1', '0x1F', '@me', '- x', '"x"', '😀', 'x:', '~', '.5']) {
      assert.equal(lines('title: Old\n', set('title', title)), `title: ${JSON.stringify(title)}\n`, title);
    }
    for (const title of ['A b, c', 'Née 中文', "It's 5 o'clock", '5e1x', 'http://x', 'a#b']) assert.equal(lines('title: Old\n', set('title', title)), `title: ${title}\n`);
  });

  it('writes a new caption as a block, folded when it is one paragraph', () => {
    assert.equal(lines('title: A\n', set('caption', 'Hi: there #ai')), 'title: A\ncaption: >-\n  Hi: there #ai\n');
    assert.equal(lines('title: A\n', set('caption', 'One\n\n#two')), 'title: A\ncaption: |-\n  One\n\n  #two\n');
    assert.equal(lines('title: A\n', set('captions.x', 'Hi')), 'title: A\ncaptions:\n  x: >-\n    Hi\n');
    const wrapped = lines('title: A\n', set('caption', 'word '.repeat(50).trim())).split('\n');
    assert.ok(wrapped.length > 3 && wrapped.every((line) => line.length <= 100));
  });

  it('keeps the style, indentation and comment of a block', () => {
    assert.equal(lines('caption: |-   # c\n     Old\n\nid: x\n', set('caption', 'New #x')), 'caption: |-   # c\n     New #x\n\nid: x\n');
    assert.equal(lines('caption: >-\n    Old\n', set('caption', 'New')), 'caption: >-\n    New\n');
    assert.equal(lines('caption: >-\n  Old\n', set('caption', 'a\nb')), 'caption: |-\n  a\n  b\n');
  });

  it('turns a plain caption that gets long or difficult into a block and keeps its comment', () => {
    assert.equal(lines('caption: Old # c\nid: x\n', set('caption', 'A: b')), 'caption: >- # c\n  A: b\nid: x\n');
    assert.equal(lines('caption: Old\n  words\nid: x\n', set('caption', 'New')), 'caption: >-\n  New\nid: x\n');
    assert.equal(lines('caption: "Old"\n', set('caption', 'New #x')), 'caption: "New #x"\n');
  });

  it('can drop the comment that was meant as hashtags', () => {
    assert.equal(lines('caption: Old #ai #b\nid: x\n', set('caption', 'Old #ai #b', true)), 'caption: >-\n  Old #ai #b\nid: x\n');
    assert.equal(lines('caption: Old #ai\n', set('caption', 'Old', true)), 'caption: Old\n');
  });

  it('gives words that were not YAML their quotes', () => {
    assert.equal(lines('title: A: b\nid: x\n', set('title', 'A: b')), 'title: "A: b"\nid: x\n');
    assert.equal(lines('caption: *bold* x #ai\nid: x\n', set('caption', '*bold* x #ai')), 'caption: >-\n  *bold* x #ai\nid: x\n');
    assert.equal(lines('caption: &more to come\n', set('caption', '&more to come')), 'caption: >-\n  &more to come\n');
  });

  it('carries what a block can and quotes what it cannot', () => {
    const written: Record<string, string> = {
      '  lead\nx': '|2-\n    lead\n  x\n', 'end\n': '>\n  end\n', '\nx': '|-\n\n  x\n', 'trail  ': '|-\n  trail  \n', 'a\n  b': '|-\n  a\n    b\n', 'two  spaces': '>-\n  two  spaces\n',
      '😀 中文': '>-\n  😀 中文\n', '': '""\n', ' ': '" "\n', 'end\n\n': '"end\\n\\n"\n', 'a\u2028b': '"a\\Lb"\n', 'a\u0085b': '"a\\Nb"\n', '\uFEFFa': '"\\uFEFFa"\n', 'a\r\nb': '"a\\r\\nb"\n', 'a\0b': '"a\\0b"\n', '\ud800': '"\\uD800"\n',
    };
    for (const [value, text] of Object.entries(written)) {
      const result = lines('title: A\n', set('caption', value));
      assert.equal(result, `title: A\ncaption: ${text}`);
      assert.equal(parsePost(`---\n${result}---\n`).caption, value);
    }
  });

  it('is not swallowed by, and does not swallow, an indented comment', () => {
    assert.equal(lines('caption:\n  # about it\nid: x\n', set('caption', 'Hi #x')), 'caption: "Hi #x"\n  # about it\nid: x\n');
    assert.equal(lines('caption: # a\n# b\nid: x\n', set('caption', 'Hi #x')), 'caption: >- # a\n  Hi #x\n# b\nid: x\n');
  });

  it('uses the line breaks of the file', () => {
    const text = '\uFEFF---\r\ntitle: A\r\n---\r\nBody\r\n';
    assert.equal(edited(text, set('caption', 'a\nb'), { type: 'body', text: 'x\ny' }), '\uFEFF---\r\ntitle: A\r\ncaption: |-\r\n  a\r\n  b\r\n---\r\nx\r\ny');
  });

  it('that is there already changes nothing', () => {
    assert.deepEqual(editPost(example, [set('title', 'A title, one line'), set('hero.seed', 7), set('caption', 'Text with hashtags. #ai #agents'), { type: 'body', text: 'Body, plain Markdown.\n' }]), { ok: true, text: example, edits: [] });
  });

  it('replaces no more than what differs', () => {
    const result = editPost(example, [set('caption', 'Text with more hashtags. #ai #agents')]);
    assert.ok(result.ok);
    assert.deepEqual(result.edits.map(({ text }) => text), ['more ']);
  });
});

describe('Setting other values', () => {
  it('changes and adds members of braces in place', () => {
    assert.equal(lines('hero: { image: a.png, seed: 7 } # h\n', set('hero.image', 'media/b.png'), set('hero.alt', 'A: b')), 'hero: { image: media/b.png, alt: "A: b", seed: 7 } # h\n');
    assert.equal(lines('hero: {}\n', set('hero.aspect_ratio', '16:9')), 'hero: { aspect_ratio: "16:9" }\n');
    assert.equal(lines('hero: {\n  image: a, # one\n}\n', set('hero.alt', 'b')), 'hero: {\n  image: a, alt: b, # one\n}\n');
    assert.equal(lines('hero: { alt: }\n', set('hero.alt', 'b')), 'hero: { alt: b }\n');
  });

  it('writes a new hero in braces and a new plan in lines', () => {
    assert.equal(lines('title: A\n', set('hero.image', 'media/a.png'), set('hero.seed', 7)), 'title: A\nhero: { image: media/a.png, seed: 7 }\n');
    assert.equal(lines('title: A\n', set('plan', { brief: 'B', sources: [{ cluster: 'q.cluster.md#f3' }, { url: 'https://x' }] })),
      'title: A\nplan:\n  brief: >-\n    B\n  sources:\n    - cluster: q.cluster.md#f3\n    - url: https://x\n');
  });

  it('sets a map over a map member by member', () => {
    assert.equal(lines('hero:\n  image: a # kept\n  seed: 7\n', set('hero', { image: 'a', alt: 'b' })), 'hero:\n  image: a # kept\n  alt: b\n');
  });

  it('replaces lists and scalars by each other', () => {
    assert.equal(lines('tags: # t\n  - a\n  - b\nid: x\n', set('tags', ['a', '1'])), 'tags: # t\n  - a\n  - "1"\nid: x\n');
    assert.equal(lines('tags: # t\n- a\nid: x\n', set('tags', 'none')), 'tags: none # t\nid: x\n');
    assert.equal(lines('tags: none # t\nid: x\n', set('tags', ['a'])), 'tags: # t\n  - a\nid: x\n');
    assert.equal(lines('tags: |\n  x\nid: x\n', set('tags', [])), 'tags: []\nid: x\n');
  });

  it('writes numbers and booleans plain, and refuses those that are not finite', () => {
    assert.equal(lines('n: "7"\n', set('n', 7), set('m', true)), 'n: 7\nm: true\n');
    assert.equal(refusal('---\ntitle: A\n---\n', set('n', NaN)), 'unexpected-layout');
  });

  it('puts a new key where convention has it and moves no other', () => {
    const source = '# top\n\n# about the title\ntitle: A\nplan:\n  brief: x\n  # more\nmine: 1\npipeline: []\n';
    assert.equal(lines(source, set('id', 'N0aoCsQqhoyf')), source.replace('# about', 'id: N0aoCsQqhoyf\n# about'));
    assert.equal(lines(source, set('hero.alt', 'h')), source.replace('mine', 'hero: { alt: h }\nmine'));
    assert.equal(lines(source, set('yours', 'y')), source.replace('pipeline', 'yours: "y"\npipeline'));
    assert.equal(lines(source, { type: 'chatReference', reference: { turn: 'hi' } }), `${source}chat_references:\n  - { turn: "hi" }\n`);
  });

  it('indents as the file does', () => {
    assert.equal(lines('plan:\n    brief: x\n', set('plan.rationale', 'y'), set('captions.x', 'z')), 'plan:\n    brief: x\n    rationale: >-\n        y\ncaptions:\n    x: >-\n        z\n');
  });

  it('gives a file without front matter some, and leaves its body', () => {
    assert.equal(edited('# Hello\n', set('title', 'A'), set('caption', 'B')), '---\ntitle: A\ncaption: >-\n  B\n---\n# Hello\n');
    assert.equal(edited('\uFEFFx\r\n', set('title', 'A')), '\uFEFF---\r\ntitle: A\r\n---\r\nx\r\n');
    assert.equal(edited('---\n# only a comment\n---\n', set('title', 'A')), '---\n# only a comment\ntitle: A\n---\n');
  });
});

describe('Removing a key', () => {
  it('takes its lines and leaves comments around it', () => {
    assert.equal(lines('# a\ntitle: A # t\n# b\nplan:\n  brief: >-\n    x\n\n  rationale: y\nid: x\n', { type: 'remove', path: ['plan', 'brief'] }, { type: 'remove', path: ['title'] }), '# a\n# b\nplan:\n\n  rationale: y\nid: x\n');
  });

  it('takes one comma of braces', () => {
    for (const [key, left] of [['a', '{ b: 2, c: 3 }'], ['b', '{ a: 1, c: 3 }'], ['c', '{ a: 1, b: 2 }']] as const) assert.equal(lines('m: { a: 1, b: 2, c: 3 }\n', { type: 'remove', path: ['m', key] }), `m: ${left}\n`);
    assert.equal(parsePost(edited('---\nm: { a: 1, }\n---\n', { type: 'remove', path: ['m', 'a'] })).spans.has('m.a'), false);
  });

  it('takes it wherever it stands, and does nothing when it is not there', () => {
    assert.equal(lines('title: A\nid: x\ntitle: B\n', { type: 'remove', path: ['title'] }), 'id: x\n');
    assert.equal(lines('title: A\n', { type: 'remove', path: ['hero', 'alt'] }), 'title: A\n');
  });
});

describe('A receipt', () => {
  const append: PostEdit = { type: 'receipt', receipt };

  it('becomes the last line of whatever list there is', () => {
    const layouts: Record<string, string> = {
      'title: A\n': `title: A\npipeline:\n  ${receiptLine}\n`,
      'pipeline: # r\ntitle: A\n': `pipeline: # r\n  ${receiptLine}\ntitle: A\n`,
      'pipeline: ~\n': `pipeline:\n  ${receiptLine}\n`,
      'pipeline: [] # r\n': `pipeline: # r\n  ${receiptLine}\n`,
      'pipeline:\n- { step: draft, status: done }\n# end\nchat_references: []\n': `pipeline:\n- { step: draft, status: done }\n${receiptLine}\n# end\nchat_references: []\n`,
      'pipeline:\n    - step: draft\n      status: done # d\n    # end\n': `pipeline:\n    - step: draft\n      status: done # d\n    ${receiptLine}\n    # end\n`,
      'pipeline: [{ step: draft, status: done }]\n': `pipeline: [{ step: draft, status: done }, ${receiptLine.slice(2)}]\n`,
      'title: A\nchat_references:\n  - { turn: "x" }\n': `title: A\npipeline:\n  ${receiptLine}\nchat_references:\n  - { turn: "x" }\n`,
    };
    for (const [source, expected] of Object.entries(layouts)) {
      const result = lines(source, append);
      assert.equal(result, expected);
      assert.deepEqual(parsePost(`---\n${result}---\n`).pipeline.at(-1), { ...receipt, platform: undefined, artifact: undefined, error: undefined });
    }
  });

  it('leaves out what is unknown and stays on one line', () => {
    const result = lines('title: A\n', { type: 'receipt', receipt: { step: 'draft', status: 'failed', costBasis: 'unknown', error: 'one\ntwo: #3' } });
    assert.equal(result, 'title: A\npipeline:\n  - { step: draft, status: failed, cost_basis: unknown, error: "one\\ntwo: #3" }\n');
  });

  it('is not written over something that is no list', () => {
    for (const source of ['pipeline: text\n', 'pipeline: { a: 1 }\n']) assert.equal(refusal(`---\n${source}---\n`, append), 'wrong-type');
  });
});

describe('The body', () => {
  it('is replaced whole, also behind broken front matter', () => {
    assert.equal(edited('---\n[broken\n---\nold', { type: 'body', text: 'new\n---\n' }), '---\n[broken\n---\nnew\n---\n');
    assert.equal(edited('---\ntitle: A\n---', { type: 'body', text: 'new' }), '---\ntitle: A\n---\nnew');
  });

  it('that starts like front matter does not become front matter', () => {
    const text = edited('old', { type: 'body', text: '---\ntitle: no\n---\n' });
    assert.deepEqual([parsePost(text).body.text, parsePost(text).title], ['---\ntitle: no\n---\n', undefined]);
  });
});

describe('A post is left as it is', () => {
  it('when its front matter is broken, binary or past a limit', () => {
    for (const text of ['---\ntitle: A\n', '---\nother: [\n---\n', '---\n- a\n---\n', '---\ntitle: A\n---\n\0', `---\nx: ${'['.repeat(99)}\n---\n`, `---\nx: ${'y'.repeat(300_000)}\n---\n`]) {
      assert.equal(refusal(text, set('title', 'B')), 'not-editable');
    }
  });

  it('when another key would change with it', () => {
    const text = '---\nbase: &b { alt: x }\nhero: *b\ncaption: &c Hi\ncaptions: { x: *c }\n---\n';
    for (const edit of [set('base.alt', 'y'), set('base.new', 'y'), set('hero.alt', 'y'), set('caption', 'y'), { type: 'remove', path: ['caption'] } as const]) assert.equal(refusal(text, edit), 'shared-value');
    assert.equal(edited(text, set('captions.x', 'y'), set('hero', 'none')), text.replace('*c', '"y"').replace('*b', 'none'));
  });

  it('when a text stands where a map is needed', () => {
    assert.equal(refusal('---\nhero: photo.png\n---\n', set('hero.alt', 'y')), 'wrong-type');
  });

  it('when one of several edits cannot be made', () => {
    const result = editPost('---\nhero: photo.png\n---\n', [set('title', 'A'), set('hero.alt', 'y')]);
    assert.equal(result.ok, false);
  });
});
