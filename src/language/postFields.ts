import { t } from '@vscode/l10n';
import { channels, contentFormats, costBases, receiptStatuses, stepIds } from '../common/terms.js';
import type { ContentFormat, CostBasis, ReceiptStatus } from '../common/terms.js';
import { stepLabel } from '../cost/format.js';
import type { Field, Shape, Word } from './fields.js';

/** Every key of a post's front matter that Galley knows, in the order of the file format. */
export function postFields(): readonly Field[] {
  return [
    text('id', t('The post’s own name: 12 letters, digits, `-` or `_`. Unique in the workspace; it never changes.')),
    text('title', t('The title, one line. The only key that a post must have.')),
    { ...text('pillar', t('Which of the studio’s subjects the post belongs to: a key of `pillars` in galley.yaml.')), shape: { type: 'text', values: { from: 'pillars' } } },
    words('content_format', t('What is published: a text with a picture, or a video.'), contentFormats, formatDoc),
    map('plan', t('What the drafter works from.'), planFields()),
    prose('caption', t('The text that a reader sees beside the post, hashtags included. Written as a block, a `#` cannot start a comment.')),
    {
      key: 'captions',
      doc: t('Captions for one platform each, where the main one does not suit.'),
      shape: { type: 'map', fields: [], each: prose('', t('The caption for this platform.')), keys: 'platforms' },
    },
    map('hero', t('The picture on top of the post.'), heroFields()),
    map('video', t('The clip of a `video` post.'), [
      { ...text('file', t('Path of the clip, relative to the post.')), shape: { type: 'text', values: { from: 'videos' } } },
      text('prompt', t('What the clip should show.')),
      prose('script', t('What is said in the clip.')),
    ]),
    { key: 'pipeline', doc: t('Receipts: one line for each run of a step, oldest first. Galley adds to it and never changes what is there.'), shape: { type: 'list', item: { type: 'map', fields: receiptFields(), isInline: true } } },
    {
      key: 'chat_references',
      doc: t('Chat turns that worked on this post, one line each.'),
      shape: {
        type: 'list',
        item: { type: 'map', isInline: true, fields: [text('at', t('When, in UTC.')), text('by', t('Who answered.')), text('turn', t('What was asked.'))] },
      },
    },
  ];
}

function planFields(): readonly Field[] {
  return [
    prose('brief', t('What the piece argues, with its facts. `Hook:`, `Facts:`, `Angle:` and `Button:` name its parts.')),
    prose('rationale', t('Why it fits the pillar, and why this format.')),
    prose('special_message', t('The instruction that the planner was given, word for word.')),
    {
      key: 'sources',
      doc: t('Facts that the post may use: an address, or a cluster file with the id of a fact.'),
      shape: {
        type: 'list',
        item: {
          type: 'map',
          fields: [
            { ...text('cluster', t('A cluster file, and after `#` the id of one of its facts: `shops.cluster.md#f3`.')), shape: { type: 'text', values: { from: 'clusters' } } },
            { ...text('url', t('The address of a page.')), shape: { type: 'text', values: { from: 'urls' } } },
          ],
        },
      },
    },
  ];
}

function heroFields(): readonly Field[] {
  return [
    { ...text('image', t('Path of the chosen picture, relative to the post.')), shape: { type: 'text', values: { from: 'pictures' } } },
    text('alt', t('What the picture shows, for people who do not see it.')),
    text('prompt', t('What the picture should show.')),
    { key: 'aspect_ratio', doc: t('Width to height, in quotes: `"16:9"`.'), shape: ratioShape() },
    { key: 'seed', doc: t('The number that makes the same request give the same picture.'), shape: { type: 'number', isWhole: true } },
  ];
}

function receiptFields(): readonly Field[] {
  return [
    words('step', t('What was made.'), stepIds, stepLabel),
    words('status', t('How the run ended.'), receiptStatuses, statusDoc),
    text('platform', t('The platform whose caption was written.')),
    text('provider', t('Who answered.')),
    text('model', t('The model that answered.')),
    { ...text('artifact', t('Path of the made file, relative to the post.')), shape: { type: 'text', values: { from: 'artifacts' } } },
    { key: 'cost_usd', doc: t('What the run cost, in US dollars. Left out when nobody knows: unknown is not zero.'), shape: { type: 'number', isWhole: false } },
    words('cost_basis', t('How the cost is known.'), costBases, basisDoc),
    words('channel', t('Where the model ran: at a provider, on this computer, or inside Galley.'), channels, () => undefined),
    { key: 'seconds', doc: t('How long the run took.'), shape: { type: 'number', isWhole: false } },
    text('at', t('When the run ended, in UTC.')),
    text('request_id', t('The provider’s own number of the request.')),
    map('tokens', t('Tokens as the provider counted them.'), [number('input', t('Tokens read.')), number('cached', t('Of those read, the ones that were cached.')), number('output', t('Tokens written.'))]),
    text('inputs', t('Hash of what the step read. When it no longer matches, the result is out of date.')),
    text('output', t('Hash of what the step wrote. When it no longer matches, the result was edited by hand.')),
    text('error', t('Why the run failed.')),
  ];
}

const ratios = ['16:9', '1:1', '4:5', '9:16', '3:2', '4:3', '1200:630'] as const;

export function ratioShape(): Shape {
  return { type: 'text', values: { from: 'words', isOpen: true, words: ratios.map((value) => ({ value, doc: ratioDoc(value) })) } };
}

function ratioDoc(ratio: (typeof ratios)[number]): string {
  switch (ratio) {
    case '16:9': return t('Wide: articles, X, LinkedIn.');
    case '1:1': return t('Square.');
    case '4:5': return t('Upright: Instagram.');
    case '9:16': return t('Full screen upright: stories and clips.');
    case '3:2': return t('As most photographs.');
    case '4:3': return t('Slides.');
    case '1200:630': return t('The preview of a link.');
  }
}

function formatDoc(format: ContentFormat): string {
  return format === 'video' ? t('A clip with its script.') : t('A text with a hero image.');
}

function statusDoc(status: ReceiptStatus): string {
  switch (status) {
    case 'done': return t('It brought a result.');
    case 'failed': return t('It brought none; `error` says why.');
    case 'canceled': return t('It was stopped.');
  }
}

function basisDoc(basis: CostBasis): string {
  switch (basis) {
    case 'billed': return t('The provider said what it charged.');
    case 'computed': return t('Units or tokens times the price of the model.');
    case 'estimated': return t('Guessed beforehand.');
    case 'free': return t('Nothing is charged.');
    case 'unknown': return t('Nobody knows.');
  }
}

export function text(key: string, doc: string): Field {
  return { key, doc, shape: { type: 'text' } };
}

export function prose(key: string, doc: string): Field {
  return { key, doc, shape: { type: 'prose' } };
}

export function number(key: string, doc: string): Field {
  return { key, doc, shape: { type: 'number', isWhole: true } };
}

export function map(key: string, doc: string, fields: readonly Field[]): Field {
  return { key, doc, shape: { type: 'map', fields } };
}

export function words<Value extends string>(key: string, doc: string, values: readonly Value[], docOf: (value: Value) => string | undefined): Field {
  const list: readonly Word[] = values.map((value) => ({ value, doc: docOf(value) }));
  return { key, doc, shape: { type: 'text', values: { from: 'words', words: list } } };
}
