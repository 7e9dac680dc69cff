import assert from 'node:assert/strict';
import { detectLanguage } from '../../../src/writer/language.js';
import { blocks, plain } from '../../../src/writer/markdown.js';
import { capitalise, closed, sentences } from '../../../src/writer/sentences.js';

describe('sentences', () => {
  const cases: readonly (readonly [string, readonly string[]])[] = [
    ['Live on Tmall. 4 billion SKUs. 30-day tracking.', ['Live on Tmall.', '4 billion SKUs.', '30-day tracking.']],
    ['Dr. Wu of Acme Inc. said 3.5 to 4.2 is fine. OK.', ['Dr. Wu of Acme Inc. said 3.5 to 4.2 is fine.', 'OK.']],
    ['It moved to the U.S. The rest stayed.', ['It moved to the U.S.', 'The rest stayed.']],
    ['Use tools, e.g. Postgres, at 9 a.m. on Monday. Done.', ['Use tools, e.g. Postgres, at 9 a.m. on Monday.', 'Done.']],
    ['Am 14. Juni war Schluss. Danach nicht.', ['Am 14. Juni war Schluss.', 'Danach nicht.']],
    ['It raised $40. The rest was debt.', ['It raised $40.', 'The rest was debt.']],
    ['“It works.” She left. Really?! Yes…', ['“It works.”', 'She left.', 'Really?!', 'Yes…']],
    ['它很短。它很长！对吗？对', ['它很短。', '它很长！', '对吗？', '对']],
    ['See example.com/a.b. iPhone users know.', ['See example.com/a.b.', 'iPhone users know.']],
    ['No. 4 won. No. Never.', ['No. 4 won.', 'No.', 'Never.']],
  ];
  for (const [text, expected] of cases) {
    it(`splits “${text}”`, () => {
      assert.deepEqual(sentences(text), expected);
    });
  }

  it('capitalises a sentence but not a name in its own spelling', () => {
    assert.equal(capitalise('buy it'), 'Buy it');
    assert.equal(capitalise('“buy it”'), '“Buy it”');
    assert.equal(capitalise('iPhone users'), 'iPhone users');
    assert.equal(capitalise('npm@11 is out'), 'npm@11 is out');
  });

  it('closes a sentence once, in the mark of its script', () => {
    assert.equal(closed('Buy it'), 'Buy it.');
    assert.equal(closed('Buy it?”'), 'Buy it?”');
    assert.equal(closed('Buy it,'), 'Buy it.');
    assert.equal(closed('它很短'), '它很短。');
  });
});

describe('detectLanguage', () => {
  const cases = [
    ['We run it on one box and nobody is on call.', 'english'],
    ['Boring tools win', 'english'],
    ['Our chef loves El Niño and la cocina', 'english'],
    ['Wir haben den Newsletter eingestellt und das ist gut.', 'german'],
    ['Nous avons fermé la boulangerie le samedi.', 'other'],
    ['No fue una gran obra: fue un fontanero con un micrófono.', 'other'],
    ['这家店开了12年', 'other'],
    ['افتتح المخبز', 'other'],
    ['', 'english'],
  ] as const;
  for (const [text, expected] of cases) {
    it(`takes “${text}” for ${expected}`, () => {
      assert.equal(detectLanguage(text), expected);
    });
  }
});

describe('blocks', () => {
  it('tells paragraphs, items, headings, quotes and verbatim blocks apart', () => {
    const found = blocks('# A\n\nOne\ntwo\n- b\n- [ ] c\n\n1. d\n> e\n\n```\nf\n```\n\nG\n===\n| h |\n');
    assert.deepEqual(
      found.map(({ kind, text }) => `${kind} ${text}`),
      ['heading A', 'paragraph One two', 'item b', 'item c', 'item d', 'quote e', 'verbatim ```\nf\n```', 'heading G', 'verbatim | h |'],
    );
  });

  it('takes a wrapped line that starts with a number for text', () => {
    assert.deepEqual(blocks('We asked all and\n41. replied').map(({ kind }) => kind), ['paragraph']);
  });

  it('reads plain text out of inline markup', () => {
    assert.equal(plain('a **b** _c_ `d` [e](f "g") ![h](i) <b>j</b> &amp; \\*k\\* snake_case 2 * 3'), 'a b c d e j & *k* snake_case 2 * 3');
  });
});
