import type { Role } from './fonts.js';
import { type Breaks, breakLines, type Word } from './lineBreaking.js';
import { ideographs, toWords } from './words.js';
import type { TitleRun } from './titleRuns.js';
import type { Typesetter } from './typesetter.js';

/** How a design sets titles. Lengths in pixels, leading and tracking in em. */
export interface TitleStyle {
  readonly role: Role;
  readonly emphasisRole: Role;
  readonly leading: number;
  readonly tracking: number;
  readonly wordSpacing?: number;
  readonly width: number;
  readonly height: number;
  readonly maxSize: number;
  readonly minSize: number;
  readonly maxLines?: number;
}

export interface LinePart {
  readonly text: string;
  readonly isEmphasis: boolean;
  /** Offset from the line's start and width, in em. */
  readonly x: number;
  readonly width: number;
}

export interface TitleLine {
  readonly parts: readonly LinePart[];
  readonly width: number;
}

/** A title set into a box: `height` runs from the capitals' top of the first line to the descenders of the last. */
export interface FittedTitle {
  readonly size: number;
  readonly lines: readonly TitleLine[];
  readonly width: number;
  readonly height: number;
  readonly capHeight: number;
  /** Some of the title did not fit and is left out. */
  readonly isCut: boolean;
}

const descent = 0.22;
/** Ideographs stand higher than capitals. */
const ideographHeight = 0.86;
const defaultMaxLines = 8;
/** Short titles may be this much larger than the design's usual size. */
const greatestBoost = 2.1;
const shortTitleWidth = 11;
/** How much larger type is worth against better breaks. */
const breakWeight = 1.3;

export function fitTitle(runs: readonly TitleRun[], style: TitleStyle, type: Typesetter): FittedTitle {
  const space = type.width(' ', style.role, style.tracking) + (style.wordSpacing ?? 0);
  const capHeight = runs.some(({ text }) => ideographs.test(text)) ? ideographHeight : type.capHeight(style.role);
  const words = toWords(runs, style, type, style.width / Math.max(style.minSize, style.maxSize * 0.5));
  const linesAt = (size: number): number =>
    Math.min(style.maxLines ?? defaultMaxLines, Math.floor((style.height / size - capHeight - descent) / style.leading + 1));
  const total = words.reduce((sum, word) => sum + word.width + (word.isJoined ? 0 : space), 0);
  const boost = total < shortTitleWidth ? Math.min(greatestBoost, shortTitleWidth / Math.max(total, 1)) : 1;

  let chosen: { readonly size: number; readonly breaks: Breaks; readonly score: number } | undefined;
  for (let size = style.maxSize * boost; size >= style.minSize; size -= Math.max(1, size * 0.02)) {
    if (chosen && size < chosen.size * 0.66) break;
    const breaks = breakLines(words, style.width / size, linesAt(size), space);
    if (!breaks) continue;
    const score = Math.log(size) - breaks.cost * breakWeight;
    if (!chosen || score > chosen.score) chosen = { size, breaks, score };
  }
  if (chosen) return lay(words, chosen.breaks.ends, chosen.size, false);
  const maxLines = Math.max(1, linesAt(style.minSize));
  const kept = cutToLines(words, style.width / style.minSize, maxLines, space);
  return lay(kept.words, kept.ends, style.minSize, true);

  function lay(all: readonly Word[], ends: readonly number[], size: number, isCut: boolean): FittedTitle {
    const lines = ends.map((end, i) => toLine(all.slice(ends[i - 1] ?? 0, end), space));
    return {
      size,
      lines,
      capHeight,
      isCut,
      width: Math.max(...lines.map((line) => line.width)) * size,
      height: size * (capHeight + style.leading * (lines.length - 1) + descent),
    };
  }
}

/** Greedy filling, for a title too long for the box at the smallest size. */
function cutToLines(words: readonly Word[], width: number, maxLines: number, space: number): { readonly words: readonly Word[]; readonly ends: readonly number[] } {
  const ends: number[] = [];
  let used = 0;
  for (const [i, word] of words.entries()) {
    const added = word.width + (word.isJoined || used === 0 ? 0 : space);
    if (used > 0 && used + added > width) {
      ends.push(i);
      used = word.width;
      if (ends.length === maxLines) break;
    } else used += added;
  }
  if (ends.length < maxLines) return { words, ends: [...ends, words.length] };
  const end = ends[maxLines - 1] ?? words.length;
  const last = words[end - 1];
  if (!last) return { words, ends };
  return { words: [...words.slice(0, end - 1), { ...last, text: last.text.replace(/[\p{P}\s]+$/u, '') + '…', isDivided: false }], ends };
}

function toLine(words: readonly Word[], space: number): TitleLine {
  const parts: LinePart[] = [];
  let x = 0;
  for (const [i, word] of words.entries()) {
    const gap = i === 0 || word.isJoined ? 0 : space;
    const text = word.isDivided && i === words.length - 1 ? `${word.text}-` : word.text;
    const previous = parts.at(-1);
    if (previous?.isEmphasis === word.isEmphasis) {
      parts[parts.length - 1] = { ...previous, text: previous.text + (gap > 0 ? ' ' : '') + text, width: previous.width + gap + word.width };
    } else parts.push({ text, isEmphasis: word.isEmphasis, x: x + gap, width: word.width });
    x += gap + word.width;
  }
  return { parts, width: x };
}
