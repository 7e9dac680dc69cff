import { shortFigures } from './numbers.js';
import { capitalise, collapse } from './sentences.js';

const longestRuled = 600;

// Intensifiers only: "basically", "almost" and "currently" limit a claim, and "isn't really" is another one.
const filler = /(?<!\b(?:not|never|\w{2,12}n['’]t)\s)(?<=^|[\s(“"‘'—–])(?:actually|really|very|simply|literally|truly|definitely|obviously|frankly|honestly)\s+(?!(?:same|first|last|own|end|idea|least|best|worst|next)\b)(?=\p{L})/giu;
const connective = /^(?:and|but|so|still|however|in fact|in other words|that said|of course|as a result|also|plus|yet|then again|moreover|furthermore|meanwhile|therefore|thus|similarly|additionally|finally|for example|for instance)(?:,\s+|\s+)(?=\p{L}|\d|["“$€£])/iu;
const generic = /^(?:Assistant|App|Platform|Service|Tool|Suite|Plugin|Inc|Ltd|LLC|GmbH|Corp|Corporation|Company)$/;

/** One sentence in fewer words, with the claim unchanged. `title` gives the short name of what it is about. */
export function tighten(sentence: string, title: string): string {
  if (sentence.length > longestRuled) return sentence;
  let text = dehash(shortFigures(sentence)).replace(filler, '').replace(/(?<=^|\s)fully (?=live\b|available\b|operational\b|launched\b)/i, '');
  text = text.replace(connective, (opener) => (/^(?:still|also|so|plus|yet)\s/i.test(opener) && !opener.includes(',') ? keepsMeaning(opener) : ''));
  text = text.replace(/ \((?=[^()]{1,120}\)[.,;!?]?(?: |$))[^()]*\)/g, '');
  if (text.length > 120) text = text.replace(/, which\b[^,.;—]{1,120}(?=[.]$)/, '').replace(/ [—–] meaning\b[^.—–]{1,160}(?=\.$)/, '');
  return capitalise(collapse(shortName(text, title)));
}

/** "Still" and "so" can be adverbs of the sentence itself ("Still no reply."): only "So " before a subject goes. */
function keepsMeaning(opener: string): string {
  return /^so\s/i.test(opener) ? '' : opener;
}

/** `#ai` inside a sentence as a plain word: the tags of a caption are counted, and stand at its end. */
export function dehash(text: string): string {
  return text.replace(/(?<=[^\s(\["“‘'«])[#＃](?=\d{0,20}[\p{L}\p{M}_])/gu, ' ').replace(/[#＃](?=\d{0,20}[\p{L}\p{M}_])/gu, '');
}

/** "Alibaba's Qwen Shopping Assistant" as "Qwen Shopping" where the title calls it so. */
function shortName(text: string, title: string): string {
  for (const name of namesInTitle(title)) {
    const at = text.indexOf(name);
    if (at < 0) continue;
    const before = /(?:^|(?<=\s))(?:\p{Lu}[\p{L}\p{N}&.-]{1,30}['’]s )$/u.exec(text.slice(Math.max(0, at - 34), at))?.[0] ?? '';
    const owner = before.trim().replace(/['’]s$/, '');
    const from = /^(?:It|That|What|Here|There|Who|Let|He|She|Today|Yesterday)$/.test(owner) ? at : at - before.length;
    let to = at + name.length;
    const next = /^ (\p{Lu}\p{L}{1,20})(?![\p{L}\p{N}])/u.exec(text.slice(to, to + 24));
    if (next?.[1] !== undefined && generic.test(next[1])) to += next[0].length;
    else if (next) continue;
    return text.slice(0, from) + name + text.slice(to);
  }
  return text;
}

/** Runs of two to four capitalised words, longest first. */
function namesInTitle(title: string): string[] {
  const runs = title.slice(0, 300).match(/\p{Lu}[\p{L}\p{N}&-]{1,30}(?: \p{Lu}[\p{L}\p{N}&-]{0,30}){1,3}/gu) ?? [];
  return runs
    .map((run) => run.replace(/^(?:Why|How|What|When|Where|The|A|An|Is|Are|Do|Does|I|We|Your|Our|Inside|Meet) /, ''))
    .filter((run) => run.includes(' '))
    .sort((a, b) => b.length - a.length);
}

const words = new Intl.Segmenter('en', { granularity: 'word' });
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/**
 * The start of `text` that `fits`, with an ellipsis: cut after a word, inside one only where it alone is too long.
 * A figure at the cut goes too, as its unit may be on the other side. Empty when nothing fits.
 */
export function shortened(text: string, fits: (candidate: string) => boolean, longest: number): string {
  const part = text.slice(0, Math.min(text.length, longest * 2 + 50, 8000));
  const ends: number[] = [];
  for (const { index, segment, isWordLike } of words.segment(part)) if (isWordLike) ends.push(index + segment.length);
  const cut = longestFitting(part, ends, fits);
  if (cut !== '') return cut;
  const letters: number[] = [];
  for (const { index, segment } of graphemes.segment(part)) letters.push(index + segment.length);
  return longestFitting(part, letters, fits);
}

function longestFitting(text: string, ends: readonly number[], fits: (candidate: string) => boolean): string {
  let low = 0;
  let high = ends.length - 1;
  let best = '';
  while (low <= high) {
    const middle = (low + high) >> 1;
    const candidate = atEnd(text.slice(0, ends[middle]));
    if (candidate === '' || fits(candidate)) {
      if (candidate.length >= best.length) best = candidate;
      low = middle + 1;
    } else high = middle - 1;
  }
  return best;
}

const weakEnd = /\s(?:a|an|the|and|or|but|of|to|in|on|at|for|with|by|from|as|is|are|was|were|that|which|who|than|not|our|your|its|their)$/i;

function atEnd(text: string): string {
  let cut = text.trimEnd();
  for (let guard = 0; guard < 6; guard++) {
    const next = cut.replace(/\S{0,200}\p{N}\S{0,200}$/u, '').replace(weakEnd, '').replace(/[\s,;:—–("“‘«[-]{1,20}$/u, '');
    if (next === cut) break;
    cut = next;
  }
  return /[\p{L}\p{N}]/u.test(cut) ? `${cut}…` : '';
}
