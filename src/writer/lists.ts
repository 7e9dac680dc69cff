import { capitalise, closed, words } from './sentences.js';
import { hasFiniteVerb } from './vocabulary.js';

/** What one sentence of a plan becomes: text for a paragraph, or an item of a list. */
export interface Line {
  readonly kind: 'text' | 'item';
  readonly text: string;
  readonly isNumbered?: boolean;
}

const longestRuled = 700;

/** "X — a, b, and c." as "X. A. B. C."; "X: a, b, and c." as a lead and a list. Anything else as it is. */
export function unfold(sentence: string): Line[] {
  const whole: Line[] = [{ kind: 'text', text: closed(sentence) }];
  if (sentence.length > longestRuled) return whole;
  const dash = / [—–] /.exec(sentence);
  const colon = /(?<=\S): (?=\S)/.exec(sentence);
  if (dash && dash.index >= 12 && !(colon && colon.index < dash.index)) {
    const list = listItems(sentence.slice(dash.index + 3));
    if (list && !list.some(isAside)) return [text(sentence.slice(0, dash.index)), ...list.map((item) => text(capitalise(item)))];
  }
  if (colon && colon.index >= 6) {
    const list = listItems(sentence.slice(colon.index + 2));
    if (list && list.join('').length >= 40) {
      return [{ kind: 'text', text: `${sentence.slice(0, colon.index).trim()}:` }, ...list.map((item): Line => ({ kind: 'item', text: capitalise(item) }))];
    }
  }
  return whole;
}

/** "…— most of them at night, on trains": says more about the sentence, and cannot stand alone. */
function isAside(item: string): boolean {
  return /^(?:on|in|at|during|from|to|for|with|by|of|most|mostly|some|all|half|even|including|especially|like|such|often|usually|sometimes|once|twice|both|each|instead|just|only|first|then|after|before|until|while|\w+ly)\b/i.test(item);
}

function text(part: string): Line {
  return { kind: 'text', text: closed(part) };
}

/** Three or more members of like shape, or `undefined` when the commas do something else. */
function listItems(list: string): string[] | undefined {
  const body = list.replace(/[.;]\s*$/, '');
  if (/ [—–] |[.!?] \p{Lu}|["“”]|: /u.test(body)) return undefined;
  const separator = body.includes('; ') ? '; ' : ', ';
  const raw = splitOutsideBrackets(body, separator);
  const parts = raw.map((part) => part.replace(/^(?:and|or)\s+/i, '').trim()).filter((part) => part !== '');
  const last = parts.at(-1);
  const hasOxfordComma = /^(?:and|or)\s/i.test(raw.at(-1)?.trim() ?? '');
  if (!hasOxfordComma && last !== undefined && separator === ', ') {
    const halves = last.split(/ (?:and|or) /);
    if (halves.length !== 2 || raw.length < 2) return undefined;
    parts.splice(-1, 1, ...halves);
  }
  if (parts.length < 3 || parts.some((part) => words(part).length > 18)) return undefined;
  const clauses = parts.filter(isClause).length;
  return clauses === 0 || (clauses === parts.length && separator === '; ') ? parts : undefined;
}

function splitOutsideBrackets(body: string, separator: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at < body.length; at++) {
    const character = body[at];
    if (character === '(' || character === '[') depth++;
    else if (character === ')' || character === ']') depth--;
    else if (depth === 0 && body.startsWith(separator, at)) {
      parts.push(body.slice(start, at));
      start = at + separator.length;
    }
  }
  return [...parts, body.slice(start)];
}

/** A main clause, as against a noun with a clause of its own ("infrastructure the AI didn't have to build"). */
function isClause(part: string): boolean {
  if (/^(?:which|who|where|because|but|so|while|although|if|when|it|they|we|you|he|she|i|them|none|not)\b/i.test(part)) return true;
  return hasFiniteVerb(part) && !/\b(?:that|who|which|where|what|how|why|you|we|they|it|i|the \w+)\s+(?:\w+\s+)?(?:is|are|was|were|has|have|had|can|could|will|would|do|does|did|should|must|may|might|be|\w+n['’]t)\b|\b(?:that|who)\b/i.test(part);
}
