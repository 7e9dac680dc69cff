import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const words = (
  'bakery forecast loaf morning button price river engine garden letter market window signal pattern number reader author paper harbour winter ' +
  'ledger council bridge library ticket museum copper kettle ladder meadow orchard parcel quarry railway sample theatre umbrella valley workshop yard'
).split(' ');
const pillars = ['ai-products', 'craft', 'numbers', 'local-trade', 'tools'];

/** The same numbers for the same seed, from 0 up to 1. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export interface PostOptions {
  /** Characters of the body; a usual post has 2,000. */
  readonly bodyLength?: number;
}

/** A post as Galley leaves it; every third is unfinished, every fiftieth written in YAML that needs the parser. */
export function samplePost(number: number, { bodyLength = 2000 }: PostOptions = {}): string {
  const random = randomFrom(number + 1);
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)] as Item;
  const sentence = (): string => {
    const text = Array.from({ length: 8 + Math.floor(random() * 8) }, () => pick(words)).join(' ');
    return `${text.charAt(0).toUpperCase()}${text.slice(1)} in ${Math.floor(random() * 900)} days.`;
  };
  const paragraph = (): string => Array.from({ length: 4 }, sentence).join(' ');
  const id = `N0ao${String(number).padStart(8, '0')}`;
  const isFinished = number % 3 !== 0;
  const needsParser = number % 50 === 7;
  const receipt = (step: string, rest: string, minute: number): string =>
    `  - { step: ${step}, status: done, ${rest}, seconds: 8.3, at: 2026-0${1 + (number % 9)}-11T15:${minute}:00Z, request_id: 7f2c91ab, inputs: 5f1c00aa91ab, output: 91ab5f1c00aa }`;
  const made = [
    'caption: >-', `  ${sentence()}`, `  ${sentence()} ${sentence()}`, `  #${pick(words)} #${pick(words)}`,
    'hero:', `  image: media/${id}_hero.png`, `  alt: A designed cover about a ${pick(words)}`,
    'pipeline:',
    receipt('draft', 'provider: openai, model: gpt-6-luna, cost_usd: 0.0041, cost_basis: computed, channel: api', 17),
    receipt('caption', 'provider: openai, model: gpt-6-luna, cost_usd: 0.0009, cost_basis: computed, channel: api', 18),
    receipt('hero_image', `provider: fal, model: fal-ai/flux-pro/v1.1-ultra, artifact: media/${id}_hero.png, cost_usd: 0.06, cost_basis: billed, channel: api`, 19),
    receipt('alt_text', 'provider: builtin, model: writer-1, cost_usd: 0, cost_basis: free, channel: builtin', 20),
  ];
  const body: string[] = [];
  for (let length = 0; isFinished && length < bodyLength; length += (body.at(-1) ?? '').length) body.push(paragraph());
  return [
    '---', `id: ${id}`, `title: The ${pick(words)} and the ${pick(words)} ${number}`, `pillar: ${pick(pillars)}`,
    `content_format: ${number % 10 === 0 ? 'video' : 'hero_text'}`,
    ...(needsParser ? ['video: {', '  prompt: "Slow, and at the end a \\u201cno\\u201d",', '  script: Two people and a button', '}'].map((line) => (line === '}' ? ' }' : line)) : []),
    'plan:', '  brief: >-', `    Hook: ${sentence()}`, `    Facts: ${sentence()} ${sentence()}`, `    ${sentence()}`, '  rationale: >-', `    ${sentence()}`,
    ...(isFinished ? made : []),
    '---', ...body.flatMap((text) => [text, '']),
  ].join('\n');
}

/** Writes posts into folders of a hundred, and says where each one is. */
export async function writePosts(folder: string, count: number, options?: PostOptions): Promise<readonly string[]> {
  const paths: string[] = [];
  for (let number = 0; number < count; number++) {
    const parent = join(folder, `posts-${String(Math.floor(number / 100)).padStart(3, '0')}`);
    if (number % 100 === 0) await mkdir(parent, { recursive: true });
    const path = join(parent, `post-${String(number).padStart(5, '0')}.post.md`);
    await writeFile(path, samplePost(number, options));
    paths.push(path);
  }
  return paths;
}
