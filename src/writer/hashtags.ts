import type { CaptionTask } from '../models/textModel.js';
import { blocks, plain } from './markdown.js';
import { words } from './sentences.js';
import { internationalTopics, topics } from './topics.js';
import { avoided, stopWords } from './vocabulary.js';

export type TagInput = Pick<CaptionTask, 'title' | 'body' | 'pillar' | 'hashtags' | 'voice'> & { readonly isEnglish: boolean };

const usualCount = 4;
const threshold = 3;
// Mentioned once and never come back to: only better than too few tags.
const passing = 1;
const readLength = 16_000;

/** Hashtags with `#`, best first, at most `max`: relevant house tags, topics, and to reach `min` other house tags and names. */
export function pickHashtags(task: TagInput): string[] {
  const { min, max, house } = task.hashtags;
  const most = Math.min(max, Math.max(min, usualCount));
  const picked = new Map<string, string>();
  const add = (name: string, limit: number): void => {
    const tag = name.replace(/^[#＃]+/, '').trim();
    if (picked.size < limit && isTag(tag) && avoided(tag, task.voice.avoid).length === 0 && !picked.has(tag.toLowerCase())) picked.set(tag.toLowerCase(), `#${tag}`);
  };
  const body = blocks(task.body.slice(0, readLength))
    .filter(({ kind }) => kind !== 'verbatim')
    .map((block) => plain(block.text))
    .join('\n');
  const text = ` ${phrase(task.title)} ${phrase(body)} ${phrase(pillarText(task))} `;
  const scored = scoreTopics(task, body);
  const names = new Set(scored.flatMap(({ tag, score }) => (score > passing ? [tag] : [])));
  for (const tag of house) if (names.has(bare(tag)) || isMentioned(tag, text)) add(tag, most);
  for (const { tag, score } of scored) if (score >= threshold) add(tag, most);
  for (const tag of house) add(tag, Math.min(max, min));
  for (const name of frequentNames(task.title, body)) add(name, Math.min(max, min));
  if (task.pillar) add(words(task.pillar.name).join('').toLowerCase(), Math.min(max, min));
  for (const { tag } of scored) add(tag, Math.min(max, min));
  for (const name of subjectWords(task, body)) add(name, Math.min(max, min));
  return [...picked.values()];
}

function isTag(tag: string): boolean {
  return tag.length <= 30 && /^[\p{L}\p{M}\p{N}_]+$/u.test(tag) && /\p{L}/u.test(tag);
}

function bare(tag: string): string {
  return tag.replace(/^[#＃]+/, '').toLowerCase();
}

/** `#AgenticCommerce` and `#agentic_commerce` are the words "agentic commerce"; joined spelling counts too. */
function isMentioned(tag: string, text: string): boolean {
  const name = tag.replace(/^[#＃]+/, '');
  const spread = phrase(name.replace(/_/g, ' ').replace(/(?<=\p{Ll})(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})/gu, ' '));
  return spread !== '' && (text.includes(` ${spread} `) || text.includes(` ${spread}s `) || text.includes(` ${bare(tag)} `));
}

function pillarText({ pillar }: TagInput): string {
  return pillar ? `${pillar.key} ${pillar.name}` : '';
}

/** Lower case, hyphens as spaces, one space between words. */
function phrase(text: string): string {
  return words(text.toLowerCase())
    .map((word) => word.replace(/['’]s$/, '').replace(/[.&'’-]+$/, '').replace(/[-&]/g, ' '))
    .join(' ');
}

interface Scored {
  readonly tag: string;
  readonly score: number;
}

interface Hits {
  readonly kinds: number;
  readonly total: number;
}

/** A strong word counts 3, a weak one 1, those of the title and the pillar more. One mention alone is chance. */
function scoreTopics(task: TagInput, body: string): Scored[] {
  const inTitle = grams(task.title);
  const inPillar = grams(pillarText(task));
  const inBody = grams(body);
  const found: Scored[] = [];
  for (const [tag, { strong, weak }] of Object.entries(topics)) {
    if (!task.isEnglish && !internationalTopics.has(tag)) continue;
    const strongWords = strong.split('|');
    const matched = strongWords.filter((word) => inBody.has(word) || inTitle.has(word)).join(' ');
    // "payment" says nothing more where "payment rail" was counted.
    const weakWords = task.isEnglish && weak !== undefined ? weak.split('|').filter((word) => !matched.includes(word)) : [];
    const titleStrong = hits(strongWords, inTitle).kinds;
    const titleWeak = task.isEnglish ? hits(weak?.split('|') ?? [], inTitle).kinds : 0;
    const isPillar = hits([...strongWords, tag], inPillar).kinds > 0;
    const bodyStrong = hits(strongWords, inBody);
    const bodyWeak = hits(weakWords, inBody);
    const isPassing = bodyStrong.total <= 1 && bodyWeak.kinds + titleWeak === 0;
    if (bodyStrong.kinds + titleStrong === 0 && bodyWeak.kinds + titleWeak < 3 && !isPillar) continue;
    if (isPassing && titleStrong === 0 && !isPillar) {
      if (bodyStrong.kinds > 0) found.push({ tag, score: passing });
      continue;
    }
    const score =
      Math.min(9, bodyStrong.kinds * 3) +
      Math.min(4, bodyWeak.kinds) +
      0.3 * Math.min(6, bodyStrong.total - bodyStrong.kinds + bodyWeak.total - bodyWeak.kinds) +
      (titleStrong > 0 ? 4 : 0) +
      Math.min(3, titleWeak * 1.5) +
      (isPillar ? 3 : 0);
    found.push({ tag, score });
  }
  return found.sort((a, b) => b.score - a.score || (a.tag < b.tag ? -1 : 1));
}

function hits(list: readonly string[], inText: ReadonlyMap<string, number>): Hits {
  let kinds = 0;
  let total = 0;
  for (const word of list) {
    const count = inText.get(word) ?? 0;
    if (count > 0) kinds++;
    total += count;
  }
  return { kinds, total };
}

/** How often each run of one to three words occurs; plurals count for their singular too. */
function grams(text: string): Map<string, number> {
  const list = phrase(text).split(' ').filter((word) => word !== '');
  const found = new Map<string, number>();
  const add = (gram: string): void => {
    found.set(gram, (found.get(gram) ?? 0) + 1);
    const singular = gram.endsWith('ies') ? `${gram.slice(0, -3)}y` : gram.endsWith('s') && !gram.endsWith('ss') ? gram.slice(0, -1) : undefined;
    if (singular !== undefined) found.set(singular, (found.get(singular) ?? 0) + 1);
  };
  for (const [index, word] of list.entries()) {
    const second = list[index + 1];
    const third = list[index + 2];
    add(word);
    if (second !== undefined) add(`${word} ${second}`);
    if (second !== undefined && third !== undefined) add(`${word} ${second} ${third}`);
  }
  return found;
}

/** Proper names that the text keeps coming back to, or that its title has too: a place, a product. */
function frequentNames(title: string, body: string): string[] {
  const counts = new Map<string, number>();
  for (const match of body.matchAll(/(?<=[\p{Ll}\d,] )\p{Lu}[\p{L}\p{N}]{3,20}(?![\p{L}\p{N}])/gu)) {
    const name = match[0].toLowerCase();
    if (!stopWords.has(name)) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  const titleWords = new Set(words(title.toLowerCase()));
  return [...counts].filter(([name, count]) => count >= 2 || titleWords.has(name)).sort((a, b) => b[1] - a[1]).map(([name]) => name);
}

/** What the title names and the body repeats, as a tag of last resort. */
function subjectWords({ title, isEnglish }: TagInput, body: string): string[] {
  const inBody = grams(body);
  if (!isEnglish) return [];
  return words(title.toLowerCase()).filter((word) => /^\p{Ll}{4,16}$/u.test(word) && !stopWords.has(word) && !/(?:ing|ed|ly)$/.test(word) && (inBody.get(word) ?? 0) >= 3);
}
