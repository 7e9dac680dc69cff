import { t } from '@vscode/l10n';
import { designNames } from '../cover/designNames.js';
import type { Field } from './fields.js';
import { map, number, prose, ratioShape, text, words } from './postFields.js';

/** Every key of `galley.yaml`. */
export function studioFields(): readonly Field[] {
  return [
    text('name', t('The studio’s name.')),
    prose('voice', t('How we write, in a few sentences. Every draft and caption keeps to it.')),
    { key: 'avoid', doc: t('Words and openers that we do not use.'), shape: { type: 'list', item: { type: 'text' }, isInline: true } },
    {
      key: 'pillars',
      doc: t('The subjects we write about, by the key that posts name.'),
      shape: {
        type: 'map',
        fields: [],
        each: map('', t('A subject. Posts name it by its key.'), [
          text('name', t('The subject’s name for people.')),
          text('framing', t('From which side we look at it.')),
        ]),
      },
    },
    {
      key: 'platforms',
      doc: t('Where captions go. The known platforms need an entry only where their limits differ.'),
      shape: { type: 'map', fields: [], each: map('', t('A platform. What is left out stays as built in.'), platformFields()), keys: 'platforms' },
    },
    {
      key: 'hashtags',
      doc: t('House hashtags, which captions prefer where they fit.'),
      shape: { type: 'list', item: { type: 'text', values: { from: 'hashtags' } }, isInline: true },
    },
    map('hero', t('How hero images look.'), [
      text('style', t('How pictures should look, in words.')),
      { key: 'colors', doc: t('House colors as `"#rrggbb"`, in quotes.'), shape: { type: 'list', item: { type: 'text' }, isInline: true } },
      { key: 'aspect_ratio', doc: t('Width to height, in quotes: `"16:9"`.'), shape: ratioShape() },
      words('template', t('The design of built-in covers. Left out, each post gets the one that suits it.'), designNames, () => undefined),
    ]),
    { key: 'examples', doc: t('Globs of approved posts whose voice to follow, from the workspace folder. Passages of them are shown to every writer.'), shape: { type: 'list', item: { type: 'text' } } },
  ];
}

function platformFields(): readonly Field[] {
  return [
    number('max', t('The longest caption, hashtags included.')),
    words('counting', t('What counts as one.'), ['characters', 'x-weighted'], (counting) =>
      counting === 'characters' ? t('Every character is one.') : t('As on X: a link is 23, an emoji or a Chinese character 2.')),
    {
      key: 'hashtags',
      doc: t('How many hashtags a caption should have.'),
      shape: { type: 'map', isInline: true, fields: [number('min', t('At least.')), number('max', t('At most.'))] },
    },
  ];
}
