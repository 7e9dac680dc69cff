import type { TitleStyle } from './fitTitle.js';
import type { Word } from './lineBreaking.js';
import type { TitleRun } from './titleRuns.js';
import type { Typesetter } from './typesetter.js';

/** Scripts written without spaces between words. */
export const ideographs =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\u3000-\u303f\uff00-\uffef]/u;
/** Punctuation that may not begin a line stays with the character before it, and the reverse. */
const mayNotBegin = /^[\p{Pe}\p{Pf}\p{M}、。，．・：；！？!?,.:;%…ーぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ々〉》」』】〕]/u;
const mayNotEnd = /[\p{Ps}\p{Pi}〈《「『【〔]$/u;
const endsInLatin = /[\w'’-]$/u;
const beginsInLatin = /^[\w'’-]/u;

/** A fixed language: breaks must not depend on the computer's own. */
const language = 'en';
const longestWholeWord = 4;

/** The words of a title with their widths; one wider than `widest` em is divided. */
export function toWords(runs: readonly TitleRun[], style: TitleStyle, type: Typesetter, widest: number): Word[] {
  return runs.flatMap(({ text, isEmphasis, isJoined }) => {
    const role = isEmphasis ? style.emphasisRole : style.role;
    const width = (piece: string): number => type.width(piece, role, style.tracking);
    // A dash hangs on to the word before it.
    const chunks = text.replace(/ ([—–])(?= |$)/g, '\u00a0$1').split(' ').filter((chunk) => chunk !== '');
    return chunks.flatMap((chunk, chunkIndex) => {
      const pieces = ideographs.test(chunk) ? joinPunctuation(splitUnspaced(chunk)) : divide(chunk, width, widest);
      const isHyphenated = (i: number): boolean => i < pieces.length - 1 && !ideographs.test(chunk) && /[\p{L}\p{N}]$/u.test(pieces[i] ?? '') && /^[\p{L}\p{N}]/u.test(pieces[i + 1] ?? '');
      return pieces.map((piece, i): Word => {
        const isDivided = isHyphenated(i);
        return { text: piece, isEmphasis, isDivided, width: width(isDivided ? `${piece}-` : piece), isJoined: i > 0 || (chunkIndex === 0 && isJoined === true) };
      });
    });
  });
}

/** Cuts a word that is too long for a line into pieces of about the same length. */
function divide(word: string, width: (text: string) => number, widest: number): string[] {
  const total = width(word);
  if (total <= widest) return [word];
  const characters = graphemes(word);
  const count = Math.ceil(total / (widest * 0.9));
  const length = Math.ceil(characters.length / count);
  return Array.from({ length: Math.ceil(characters.length / length) }, (_, i) => characters.slice(i * length, (i + 1) * length).join(''));
}

/** Words by dictionary; compounds that are longer than usual may break inside. */
function splitUnspaced(text: string): string[] {
  return Array.from(new Intl.Segmenter(language, { granularity: 'word' }).segment(text)).flatMap(({ segment }) =>
    ideographs.test(segment) && segment.length > longestWholeWord ? graphemes(segment) : [segment],
  );
}

function graphemes(text: string): string[] {
  return Array.from(new Intl.Segmenter(language).segment(text), ({ segment }) => segment);
}

function joinPunctuation(pieces: readonly string[]): string[] {
  const joined: string[] = [];
  for (const piece of pieces) {
    const previous = joined.at(-1);
    const belongs = previous !== undefined && (mayNotBegin.test(piece) || mayNotEnd.test(previous) || (endsInLatin.test(previous) && beginsInLatin.test(piece)));
    if (belongs) joined[joined.length - 1] = previous + piece;
    else joined.push(piece);
  }
  return joined;
}
