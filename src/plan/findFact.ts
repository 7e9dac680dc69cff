import { parsePost } from '../post/parse.js';
import { factLines } from './factLines.js';

/** `text` finds a fact whose id was changed or is not written yet. */
export interface WantedFact {
  readonly id: string;
  readonly text?: string | undefined;
}

/** Where a fact stands in its cluster file by now: the offset behind its last word. */
export function findFact(file: string, { id, text }: WantedFact): number | undefined {
  const { start, end } = parsePost(file).body.span;
  const lines = factLines(file.slice(start, end));
  const found = lines.find((line) => line.id === id) ?? lines.find((line) => line.text === text);
  return found && start + found.end;
}

/** The line of its id, from 0. */
export function factLine(file: string, id: string): number | undefined {
  const offset = findFact(file, { id });
  return offset === undefined ? undefined : file.slice(0, offset).split(/\r\n?|\n/).length - 1;
}
