import { performance } from 'node:perf_hooks';
import { captionStep } from '../../src/caption/caption.js';
import { ghostPlace } from '../../src/caption/ghostPlace.js';
import { ghostSource } from '../../src/caption/ghostText.js';
import { loadMeasure } from '../../src/caption/length.js';
import { completePost } from '../../src/language/completion.js';
import { builtinTextModel } from '../../src/models/builtin/text.js';
import { parsePost } from '../../src/post/parse.js';
import type { Post } from '../../src/post/post.js';
import { emptyStudio } from '../../src/studio/studio.js';
import { shippedPrompts } from '../support/prompts.js';

/** What a key typed in a caption costs until its ghost text is there, debounce apart; and completion in front matter. */
const facts = [
  'The bakery on Mill Street threw away 31 loaves a night in March and throws away 4 now.',
  'The forecast reads 3 years of till receipts, the weather and the school calendar.',
  'It took 2 days to build and 11 weeks to be trusted.',
  'The night baker may overrule it with one button, and did so on 38 of the first 60 nights.',
  "The model isn't what cut the waste. It's the button that lets her disagree.",
];
const words = { studio: emptyStudio, clusters: () => Promise.resolve([]), media: () => Promise.resolve([]), tags: () => Promise.resolve([]) };
const model = builtinTextModel({ loadMeasure });
const receipt = '  - { step: caption, status: done, provider: builtin, model: rules-1, cost_usd: 0, cost_basis: free, channel: builtin, at: 2026-05-11T15:17:00Z }\n';

function postOf(kilobytes: number, typed: string): { readonly text: string; readonly offset: number } {
  const head = `---\ntitle: The forecast was the cheap part\npillar: craft\ncaption: >-\n  ${typed}`;
  const tail = `\npipeline:\n${receipt.repeat(6)}---\n`;
  let body = '';
  for (let at = 0; head.length + tail.length + body.length < kilobytes * 1024; at++) body += `${facts[at % facts.length] ?? ''}\n\n`;
  return { text: head + tail + body, offset: head.length };
}

async function suggest(text: string, offset: number, previous: Post): Promise<number> {
  const post = parsePost(text, previous);
  const place = ghostPlace(post, offset);
  if (!place || !model.continueCaption) throw new Error('There is no place for ghost text');
  const { task } = captionStep.request({ post, studio: emptyStudio, facts: [], ...shippedPrompts, options: {} });
  if (task.step !== 'caption') throw new Error('Not a caption');
  const found = await model.continueCaption(task, place.typed, 4);
  return new Set(found.flatMap((one) => ghostSource(place, one) ?? [])).size;
}

function summary(times: readonly number[]): string {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number): string => (sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0).toFixed(1).padStart(7);
  return `${at(0.5)} ${at(0.95)} ${at(1)}`;
}

const typedText = 'The bakery on Mill Street threw away 31 loaves a night in March';
const started = performance.now();
const first = postOf(1, '');
await suggest(first.text, first.offset, parsePost(first.text));
console.log(`first suggestion, its code loaded: ${(performance.now() - started).toFixed(0)} ms`);
console.log(`${'ms per key'.padEnd(34)} median     p95     max`);
for (const kilobytes of [1, 10, 100]) {
  const ghost: number[] = [];
  const completion: number[] = [];
  let candidates = 0;
  let previous = parsePost(postOf(kilobytes, '').text);
  for (let length = 0; length <= typedText.length; length++) {
    const { text, offset } = postOf(kilobytes, typedText.slice(0, length));
    const before = performance.now();
    candidates += await suggest(text, offset, previous);
    ghost.push(performance.now() - before);
    previous = parsePost(text, previous);
    const key = text.indexOf('pillar');
    const beforeKey = performance.now();
    await completePost(text, key, words, previous);
    completion.push(performance.now() - beforeKey);
  }
  console.log(`${`ghost text, ${kilobytes} KB`.padEnd(34)}${summary(ghost)}   ${(candidates / ghost.length).toFixed(1)} candidates`);
  console.log(`${`completion of a key, ${kilobytes} KB`.padEnd(34)}${summary(completion)}`);
}
