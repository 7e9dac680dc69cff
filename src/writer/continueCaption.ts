import { captionAlternatives, captionMaterial, type CaptionInput, type CaptionMaterial, type Measure } from './caption.js';
import { closed, sentences, words } from './sentences.js';
import { avoided, overlap, terms } from './vocabulary.js';

const tag = /(?<![\p{L}\p{M}\p{N}_&])[#＃]([\p{L}\p{M}\p{N}_]*)/gu;
const tagAtEnd = /(?<![\p{L}\p{M}\p{N}_&])[#＃]([\p{L}\p{M}\p{N}_]*)$/u;
const sentenceEnd = /[.!?…]["'”’»)\]]*$/u;
/** More shared words than this, and a sentence says again what stands there. */
const mostShared = 0.6;

/** What does not depend on the words that stand in the caption already. */
export interface CaptionStart {
  readonly task: CaptionInput;
  readonly material: CaptionMaterial;
  /** Whole captions, best first. */
  readonly wholes: readonly string[];
}

/** Reads the post for its captions. `pause` lets others work: a long body takes a tenth of a second in all. */
export async function startCaption(task: CaptionInput, measure: Measure, count: number, pause: () => Promise<void>): Promise<CaptionStart | undefined> {
  const material = captionMaterial(task);
  if (!material) return undefined;
  await pause();
  const wholes = new Set<string>();
  for (const whole of captionAlternatives(material, task, measure)) {
    wholes.add(whole);
    if (wholes.size === count) break;
    await pause();
  }
  return { task, material, wholes: [...wholes] };
}

/**
 * What may follow the part of a caption that stands there, best first: texts to be added as they are. Nothing is added
 * that the body, the title or the plan does not say, nothing past the limit, and no tag twice.
 */
export function continueCaption({ task, material, wholes }: CaptionStart, typed: string, measure: Measure, count: number): readonly string[] {
  if (typed.trim() === '') return wholes.slice(0, count);
  const found = new Set<string>();
  for (const text of [...endings(wholes, typed), ...continuations(material, task, typed, measure)]) {
    const isNew = text.trim() !== '' && !(/\s$/.test(typed) && text.startsWith(' '));
    if (isNew && measure(typed + text) <= task.maxLength) found.add(text);
    if (found.size === count) break;
  }
  return [...found];
}

/** Of whole captions that begin with what stands there, the rest. */
function endings(wholes: readonly string[], typed: string): readonly string[] {
  return wholes.filter((whole) => whole.startsWith(typed)).map((whole) => whole.slice(typed.length));
}

function continuations(material: CaptionMaterial, task: CaptionInput, typed: string, measure: Measure): readonly string[] {
  const space = /\s$/.test(typed) ? '' : ' ';
  const unused = unusedTags(material.tags, typed, task.hashtags.max).slice(0, task.hashtags.max - countTags(typed));
  /** With as many tags as fit, none where there are tags already. */
  const withTags = (text: string): string => {
    for (let kept = unused.length; kept > 0; kept--) {
      const full = [text, ...unused.slice(0, kept)].join(' ');
      if (measure(typed + full) <= task.maxLength) return full;
    }
    return text;
  };
  const partial = tagAtEnd.exec(typed)?.[1];
  if (partial !== undefined) {
    const before = typed.slice(0, typed.length - partial.length - 1);
    return tagEndings(partial, unusedTags([...material.tags, ...houseTags(material, task)], before, task.hashtags.max), task.hashtags.max - countTags(before));
  }
  const trimmed = typed.trimEnd();
  if (countTags(typed) > 0 && /[#＃][\p{L}\p{M}\p{N}_]+$/u.test(trimmed)) return unused.length > 0 ? [space + unused.join(' ')] : [];
  if (sentenceEnd.test(trimmed)) {
    const next = sentencesAfter(material, task, typed).map((text) => withTags(space + text));
    return unused.length > 0 ? [...next, space + unused.join(' ')] : next;
  }
  return restsOf(fragmentOf(typed), material, task).map((rest) => (sentenceEnd.test(rest) ? withTags(rest) : rest));
}

function countTags(typed: string): number {
  return [...typed.matchAll(tag)].length;
}

/** House tags that the writer did not pick by itself: somebody who types a `#` may mean them. */
function houseTags({ tags }: CaptionMaterial, { hashtags }: CaptionInput): readonly string[] {
  const picked = new Set(tags.map((one) => one.toLowerCase()));
  return hashtags.house.map((name) => `#${name.replace(/^[#＃]+/, '')}`).filter((one) => !picked.has(one.toLowerCase()));
}

function unusedTags(tags: readonly string[], typed: string, max: number): readonly string[] {
  const used = new Set([...typed.matchAll(tag)].map(([, name = '']) => name.toLowerCase()));
  return used.size >= max ? [] : tags.filter((one) => !used.has(one.slice(1).toLowerCase()));
}

/** The rest of each tag that begins with what was typed after `#`, with the other tags behind it. */
function tagEndings(partial: string, unused: readonly string[], most: number): readonly string[] {
  const matching = unused.filter((one) => one.length > partial.length + 1 && one.slice(1).toLowerCase().startsWith(partial.toLowerCase()));
  return matching.flatMap((one) => {
    const rest = one.slice(1 + partial.length);
    const others = unused.filter((other) => other !== one).slice(0, Math.max(0, most - 1));
    return others.length > 0 ? [[rest, ...others].join(' '), rest] : [rest];
  });
}

/** Turns and facts that say something else than what stands there. */
function sentencesAfter({ reading, planned }: CaptionMaterial, task: CaptionInput, typed: string): readonly string[] {
  const said = terms(typed);
  return [...planned, ...reading.turns, ...reading.leads]
    .map(({ text }) => closed(text))
    .filter((text) => !typed.includes(text.slice(0, -1)) && overlap(said, terms(text)) < mostShared && avoided(text, task.voice.avoid).length === 0);
}

/** The sentence that is being typed. */
function fragmentOf(typed: string): string {
  const last = sentences(typed).at(-1) ?? typed;
  const at = typed.lastIndexOf(last);
  return (at < 0 ? typed : typed.slice(at)).trimStart();
}

const mostWords = 8;
const leastWords = 2;

/** How sentences go on that begin with the fragment; else those that hold its last words. */
function restsOf(fragment: string, { reading, planned }: CaptionMaterial, task: CaptionInput): readonly string[] {
  const pool = [...planned, ...reading.leads, ...reading.turns].map(({ text }) => closed(text));
  const all = [...pool, ...reading.sentences.map(({ text }) => text), closed(task.title)];
  const starting = all.filter((text) => text.startsWith(fragment) && text.length > fragment.length).map((text) => text.slice(fragment.length));
  if (starting.length > 0 || fragment === '') return starting;
  for (let size = Math.min(mostWords, words(fragment).length); size >= leastWords; size--) {
    const tail = fragment.trimEnd().split(/\s+/).slice(-size).join(' ') + (/\s$/.test(fragment) ? ' ' : '');
    const rests = all.flatMap((text) => {
      const at = text.indexOf(tail);
      const isWordStart = at === 0 || /\s/.test(text[at - 1] ?? '');
      return at >= 0 && isWordStart && at + tail.length < text.length ? [text.slice(at + tail.length)] : [];
    });
    if (rests.length > 0) return rests;
  }
  return [];
}
