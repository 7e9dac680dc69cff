import { balanceOf } from '../../../src/balance/balance.js';
import { balanceState } from '../../../src/balance/balanceState.js';
import type { ToBalance } from '../../../src/balance/protocol.js';
import { traitsOf, type ReadPost } from '../../../src/balance/traits.js';
import { parseFacts } from '../../../src/plan/cluster.js';
import type { StudioPillar } from '../../../src/studio/studio.js';
import { PostIndex } from '../../../src/posts/postIndex.js';

const said = "Generate exactly 5 items: 1 with content_format='video' and 4 with content_format='hero_text'.";
const openers = ['The oven that heats itself holds for nine hours.', 'The oven that heats itself needs no gas.', 'Nobody counted the trays.', 'The forecast was the cheap part.'];
const captions = [
  'Three hundred kilos of brick, one fire a day, and nine hours of heat that nobody has to pay for twice. #ovens #craft',
  'Three hundred kilos of brick, one fire a day, and nine hours of heat that nobody has to pay twice for. #Craft #ovens',
  'We counted the trays by hand for a week. #craft',
];

const pillar = (key: string, name: string): StudioPillar => ({ key, name, framing: undefined });

function posts(): readonly { readonly uri: string; readonly text: string }[] {
  return Array.from({ length: 15 }, (_, number) => ({
    uri: `file:///posts/post-${number}.post.md`,
    text: [
      '---', `title: ${number % 4 === 0 ? `How we bake number ${number}` : `A title of its own, ${'abcdefghijklmno'[number] ?? ''} ${number}`}`,
      ...(number % 5 === 4 ? [] : [`pillar: ${['craft', 'small-shops', 'rumours'][number % 3] ?? ''}`]),
      `content_format: ${number % 5 === 0 ? 'video' : 'hero_text'}`,
      'plan:', ...(number < 6 ? [`  special_message: "${said}"`] : []), '  sources:', `    - cluster: ovens.cluster.md#f${1 + (number % 3)}`, ...(number === 7 ? ['    - cluster: lost.cluster.md#f1'] : []),
      `caption: "${captions[number % 3] ?? ''}"`, '---', openers[number % 4] ?? '', number === 3 ? 'This will unlock a game-changer.' : '',
    ].join('\n'),
  }));
}

export function balanceMessage(isEmpty = false): ToBalance {
  const index = new PostIndex();
  const read = (isEmpty ? [] : posts()).map(({ uri, text }): ReadPost => {
    index.set(uri, text);
    const traits = traitsOf(text, ['unlock', 'game-changer']);
    return { ...traits, uri, title: traits.title ?? uri };
  });
  const work = balanceOf({
    posts: read,
    pillars: { craft: pillar('craft', 'How things are made well'), 'small-shops': pillar('small-shops', 'Small shops'), 'ai-products': pillar('ai-products', 'AI products') },
    message: undefined,
    similar: (uri) => index.similarCaptions(uri).map(({ post }) => post.uri),
    clusters: [{ uri: 'file:///ovens.cluster.md', name: 'facts/ovens.cluster.md', facts: parseFacts('- 300 kg of brick hold 180 degrees for nine hours, measured on eleven nights in March with the door shut. ^f1\n- The second bake of the day needs no gas. ^f2\n- A new door costs 1,400 euros. ^f3\n- The baker starts at 02:40. ^f4\n- Nobody weighed the ash.') }],
    candidates: (_, { cluster }) => [`file:///${cluster}`],
    isWhole: true,
  });
  for (;;) {
    const step = work.next();
    if (step.done) return { type: 'balance', balance: balanceState(step.value, { message: undefined, isSelection: false, hasStudio: true, language: 'en' }) };
  }
}
