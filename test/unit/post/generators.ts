import fc from 'fast-check';

/** Text that YAML, line handling or escaping is known to trip over. */
const traps = [
  ' #ai #agents', 'A: b', '@galley', '*bold* move', '&more to come', '!Important', '%', '- item', "'tis", '"quoted"', '> quote', '| bar', '[x]', '{y}',
  '2026', 'yes', 'null', '~', '5e10', '12345678', '16:9', '2026-05-11', '0x1F', '.5', '-7', '1_000', '---', '...', '# heading', 'a #', 'a:', ': a', '?', 'x\n\ny',
  'first\nsecond', '  lead', 'trail  ', 'end\n', 'end\n\n', '\nstart', '\n  odd\n more', 'tab\tin', '\ttab', 'a\n\tb', 'a\n   \nb', '😀 emoji', '中文 #标签', 'a\u2028b',
  'a\u0085b', 'a\u00a0b', '\uFEFFmark', 'a\rb', 'a\r\nb', '\0', '\u0007', '\u009f', '\uFFFE', '\ud800', '\udc00x', '__proto__', '<<', '=', 'é\u0301', ',', 'a, b', 'a]', 'x'.repeat(150),
  'word '.repeat(60), 'two  spaces '.repeat(20), `${'long words here '.repeat(12)}\n\n${'and a second paragraph '.repeat(8)}`,
];

export const anyText: fc.Arbitrary<string> = fc.oneof(
  { weight: 5, arbitrary: fc.array(fc.constantFrom(...traps), { minLength: 1, maxLength: 3 }).map((parts) => parts.join(' ')) },
  { weight: 3, arbitrary: fc.constantFrom(...traps) },
  { weight: 2, arbitrary: fc.string({ unit: 'grapheme', maxLength: 60 }) },
  { weight: 2, arbitrary: fc.array(fc.constantFrom('a', ' ', '\n', '\t', '#', ':', '-', '"', "'", '|', '>', ',', '{', ']', '\\', '\r'), { maxLength: 20 }).map((parts) => parts.join('')) },
  { weight: 1, arbitrary: fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 12 }).map((units) => String.fromCharCode(...units)) },
);

const words = fc.array(fc.constantFrom('facts', 'go', 'in', 'posts', 'come', 'out', '中文', '😀', 'née'), { minLength: 1, maxLength: 8 }).map((parts) => parts.join(' '));
const indentStep = fc.constantFrom(2, 4);
const comment = fc.oneof({ weight: 4, arbitrary: fc.constant('') }, { weight: 1, arbitrary: fc.constantFrom('  # a note', ' # 中文 😀', '\t# tabbed') });

/** A text value after `key:`, with what follows on its line and the lines below. */
function textValue(column: number, step: number): fc.Arbitrary<string> {
  const pad = ' '.repeat(column + step);
  return fc.tuple(words, words, comment, fc.integer({ min: 0, max: 11 })).map(([first, second, note, style]) => {
    switch (style) {
      case 0: return ` ${first}${note}\n`;
      case 1: return ` '${first}: it''s'${note}\n`;
      case 2: return ` "${first} \\u263A \\"x\\" # no"${note}\n`;
      case 3: return ` |-${note}\n${pad}${first} #tag\n\n${pad}${second}: x\n`;
      case 4: return ` >-${note}\n${pad}${first}\n${pad}${second}\n`;
      case 5: return ` >${note}\n${pad}${first}\n\n${pad}  ${second}\n\n`;
      case 6: return ` |+\n${pad}${first}\n\n`;
      case 7: return ` ${first}\n${pad}${second}\n`;
      case 8: return `\n${pad}"${first}\n\n${pad}${second}"${note}\n`;
      case 9: return `${note}\n`;
      case 10: return ` ~${note}\n`;
      default: return ` |${step}\n${pad} ${first}\n`;
    }
  });
}

const flowText = words.chain((text) => fc.constantFrom(text, `"${text}, #x"`, `'${text}'`, '2026', ''));

function mapValue(keys: readonly string[], step: number): fc.Arbitrary<string> {
  const chosen = fc.subarray([...keys], { minLength: 1 });
  const flow = fc.tuple(chosen, fc.array(flowText, { minLength: keys.length, maxLength: keys.length }), comment, fc.boolean()).map(([names, values, note, isTall]) => {
    const parts = names.map((name, at) => `${name}: ${values[at] ?? ''}`);
    return isTall ? ` {\n    ${parts.join(`,${note}\n    `)}${note}\n  }\n` : ` { ${parts.join(', ')} }${note}\n`;
  });
  const block = chosen.chain((names) => fc.tuple(comment, ...names.map((name) => textValue(step, step).map((value) => `${' '.repeat(step)}${name}:${value}`))))
    .map(([note, ...lines]) => `${note}\n${lines.join('')}`);
  return fc.oneof(flow, block, fc.constant(' {}\n'), fc.constant('\n'));
}

const receipt = fc.constantFrom(
  '{ step: caption, status: done, provider: fal, model: "a b", cost_usd: 0.06, at: 2026-05-11T15:17:00Z, tokens: { input: 1, output: 2 } }', '{ step: draft, status: done, cost_usd: 0.06, inputs: 5e10, output: 12345678 }', '{step: caption, status: failed, error: "a: b"}', '{ step: video }', 'text', '\n    step: plan\n    status: done',
);

const listValue = fc.tuple(fc.array(receipt, { minLength: 1, maxLength: 4 }), comment, fc.constantFrom('', '  ', '    '), fc.boolean()).map(([items, note, pad, isFlow]) => {
  if (isFlow) return ` [ ${items.filter((item) => !item.startsWith('\n')).join(', ')} ]${note}\n`;
  return `${note}\n${items.map((item) => `${pad}- ${item.replaceAll('\n    ', `\n${pad}  `).trimStart()}\n`).join('')}`;
});

const userValue = fc.constantFrom(' [a, b]\n', '\n  deep:\n    deeper: &anchor x\n', ' 2026-05-11\n', ' &shared { a: 1 }\n', '\n- one\n- two # three\n', '\n# not here\n', ' !!str yes\n');

/** Well-formed front matter in every style, its keys in any order, and a body that looks like front matter. */
export const post: fc.Arbitrary<string> = indentStep.chain((step) => {
  const entry = (key: string, value: fc.Arbitrary<string>) => value.map((text) => `${key}:${text}`);
  const entries = [
    entry('id', fc.constantFrom(' N0aoCsQqhoyf\n', ' "123456789012"\n')),
    entry('title', textValue(0, step)),
    entry('pillar', fc.constant(' ai-products\n')),
    entry('content_format', fc.constantFrom(' hero_text # or video\n', ' video\n')),
    entry('plan', mapValue(['brief', 'rationale', 'special_message'], step)),
    entry('caption', textValue(0, step)),
    entry('captions', mapValue(['x', 'linkedin'], step)),
    entry('hero', mapValue(['image', 'alt', 'seed'], step)),
    entry('pipeline', listValue),
    entry('chat_references', fc.constantFrom(' []\n', '\n', '\n- { turn: "hi" }\n')),
    entry('tags', userValue),
    entry('"quoted key"', userValue.map((text) => text.replace('&anchor ', '').replace('&shared ', ''))),
    fc.constant('alias: *shared\n'),
    fc.constantFrom('# a comment line\n', '\n', '  # an indented comment\n'),
  ];
  return fc.tuple(fc.oneof({ weight: 4, arbitrary: fc.shuffledSubarray(entries, { minLength: 8 }) }, { weight: 1, arbitrary: fc.shuffledSubarray(entries, { minLength: 1 }) }).chain((chosen) => fc.tuple(...chosen)), fc.constantFrom('\n', '\r\n', '\r'), fc.boolean(), body)
    .map(([parts, lineBreak, hasMark, bodyText]) => {
      const hasAnchor = parts.findIndex((part) => part.includes('&shared'));
      const kept = parts.filter((part, at) => part !== 'alias: *shared\n' || (hasAnchor >= 0 && hasAnchor < at));
      return `${hasMark ? '\uFEFF' : ''}${`---\n${kept.join('')}---\n${bodyText}`.replaceAll('\n', lineBreak)}`;
    });
});

const body = fc.array(fc.constantFrom('Text.', '---', '', '\ttab', '| a | b |', '😀 中文', '...', 'title: not me', '# Heading'), { maxLength: 8 })
  .chain((lines) => fc.constantFrom(lines.join('\n'), `${lines.join('\n')}\n`));

/** A post with stretches deleted, doubled, cut off or replaced by what YAML cares about. */
export const mutilated: fc.Arbitrary<string> = fc.tuple(post, fc.array(fc.tuple(fc.noBias(fc.nat(999)), fc.noBias(fc.nat(12)), fc.constantFrom(
  '', '\n', '---\n', '\t', ' ', ': ', '- ', '[', '{', '}', '"', "'", '|', '>', '&a ', '*a', '!!binary ', '#', '\0', '\uFEFF', '\r', '? ', ',', '<<: *a\n', '\n...\n', '%YAML 9\n', 'title: x\n', '\ud83d',
)), { minLength: 1, maxLength: 6 })).map(([text, cuts]) => cuts.reduce((current, [where, length, replacement]) => {
  const at = Math.floor((where / 1000) * current.length);
  return current.slice(0, at) + replacement + current.slice(at + length);
}, text));

/** Text on one line that front matter is full of, and text that only looks as harmless. */
const lineText = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('Facts go in', 'media/N0aoCsQqhoyf_hero.png', 'a, b [c] {d}', 'it\'s "so"', '16:9', '2026-05-11T15:17:00Z', 'x#y', '中文 😀', '~', 'null', '5e10', 'a:b', 'A\u00a0b\u2028c', '~a', '(x)', '=', '<<') },
  { weight: 3, arbitrary: fc.constantFrom('"Facts, #x: y"', '\'a "b"\'', '""', "''", '"2026"') },
  { weight: 1, arbitrary: fc.constantFrom(' ', 'a: b', 'a:', '# x', 'a #b', 'a\tb', '"a\\nb"', '"a" b', "'it''s'", '"a', '-', '- a', '-a', '@a', '*a', '&a', '!a b', '?', '%a', '`a', ': a', 'a "', '|', '>', '|- x', '"a"b', '\uFEFF') },
);

const flowLine = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('{ step: draft, cost_usd: 0.06, at: 2026-05-11T15:17:00Z, tokens: { input: 10, output: 2 } }', '{ url: "https://a.b/c?d" }', '[facts/a.cluster.md#f1, b]', '["a, b", c d]', '[a]') },
  { weight: 1, arbitrary: fc.constantFrom('{}', '[]', '{ }', '[ a ]', '{a: b}', '{ a: b c: d }', '{ a: b } x', '[a, b', '[a,b]', '[a: b]', '{ a: b, }', '[a] # x', '{ a: b}', '[a, [b]]', '{ a: # }') },
);

const plainScalar = (pad: string): fc.Arbitrary<string> => fc.oneof(
  { weight: 5, arbitrary: fc.tuple(lineText, fc.constantFrom('', '', '', ' ', ' # a note', '  #', '#x')).map(([text, after]) => ` ${text}${after}\n`) },
  { weight: 2, arbitrary: flowLine.map((text) => ` ${text}\n`) },
  { weight: 4, arbitrary: fc.tuple(fc.constantFrom('|', '>', '|-', '>-', '|- # note', '>+', '|2', '>- '), fc.array(fc.oneof({ weight: 8, arbitrary: fc.constantFrom('One line', 'Two: #lines', '- three', 'four  ', '# five') }, { weight: 2, arbitrary: fc.constant('') }, { weight: 1, arbitrary: fc.constantFrom(' deeper', '\tx', '   ', 'a\tb') }), { minLength: 1, maxLength: 4 }), fc.constantFrom(pad, `${pad}  `, ` ${pad}`))
    .map(([header, lines, column]) => ` ${header}\n${lines.map((line) => `${line === '' ? '' : column}${line}\n`).join('')}`) },
  { weight: 1, arbitrary: fc.constantFrom('\n', ' \n', ' # only a note\n', '  \n\n') },
);

const plainKey = fc.oneof({ weight: 9, arbitrary: fc.constantFrom('title', 'caption', 'hero', 'pipeline', 'plan', 'a-b', '_x', 'N0') }, { weight: 1, arbitrary: fc.constantFrom('"a"', 'a b', '-a', '? a', '1', '中', '<<', 'a.b') });

const between = fc.oneof({ weight: 8, arbitrary: fc.constant('') }, { weight: 2, arbitrary: fc.constantFrom('\n', '# a comment\n', '  # deeper\n', '    # deepest\n', ' \n', '# a\n\n# b\n', '\t\n') });

/** Entries of a block map at a column, with lists and maps below them. */
function plainMap(column: number, depth: number): fc.Arbitrary<string> {
  const pad = ' '.repeat(column);
  const step = fc.constantFrom(2, 2, 2, 4, 1);
  const below = depth === 0 ? plainScalar(`${pad}  `) : fc.oneof(
    { weight: 4, arbitrary: plainScalar(`${pad}  `) },
    { weight: 2, arbitrary: step.chain((inset) => plainMap(column + inset, depth - 1)).map((map) => `\n${map}`) },
    { weight: 2, arbitrary: fc.tuple(fc.constantFrom(0, 0, 2, 2, 4), fc.boolean()).chain(([inset, isOfMaps]) => {
      const at = ' '.repeat(column + inset);
      const item = isOfMaps ? plainMap(column + inset + 2, 0).map((map) => ` ${map.trimStart()}`) : plainScalar(`${at}  `);
      return fc.array(fc.tuple(item, between), { minLength: 1, maxLength: 3 }).map((items) => `\n${items.map(([text, gap]) => `${at}-${text}${gap}`).join('')}`);
    }) },
  );
  return fc.array(fc.tuple(plainKey, below, between), { minLength: 1, maxLength: 4 }).map((entries) => entries.map(([name, value, gap]) => `${pad}${name}:${value}${gap}`).join(''));
}

/** The inside of front matter that is mostly plain, and here and there is not. */
export const plainFrontMatter: fc.Arbitrary<string> = fc.tuple(between, plainMap(0, 2), fc.constantFrom('\n', '\n', '\r\n')).map(([lead, map, lineBreak]) => (lead + map).replaceAll('\n', lineBreak));
