import type { Fences } from './fences.js';
import { isText } from './keys.js';
import { limits, readYaml } from './yamlRead.js';
import type { YamlResult } from './yamlRead.js';

export interface FrontMatter extends YamlResult {
  readonly isTooLarge: boolean;
}

/**
 * Reads the YAML between the fences. Where a text key's line is not YAML (`title: A: b`, `caption: @name …`), the line
 * is read as the words that stand there: it would otherwise take other keys down with it.
 */
export function readFrontMatter(text: string, { state, yaml }: Fences): FrontMatter {
  if (yaml.end - yaml.start > limits.frontMatter) return { root: undefined, errors: [], isTooLarge: true };
  const source = text.slice(yaml.start, yaml.end);
  const result = readYaml(source, yaml.start);
  const isBroken = result.errors.some(({ code }) => code === 'yaml-syntax');
  const isLimited = result.errors.some(({ code }) => code !== 'yaml-syntax');
  const recovered = isBroken && !isLimited ? recover(source, yaml.start, result) : result;
  return { ...recovered, errors: state === 'unclosed' ? [] : recovered.errors, isTooLarge: false };
}

const maxRecoverable = 32 * 1024;
const maxAttempts = 12;

/** Reads every suspect line as words, then gives back to YAML each one that it can read without another error. */
function recover(source: string, offset: number, broken: YamlResult): YamlResult {
  const lines = source.length > maxRecoverable ? [] : suspects(source).slice(0, maxAttempts);
  let words = new Map(lines.map((line) => [line.at, line.words]));
  let best = readWithWords(source, offset, words);
  if (best.errors.length >= broken.errors.length) return broken;
  for (const { at } of lines) {
    const fewer = new Map(words);
    fewer.delete(at);
    const result = readWithWords(source, offset, fewer);
    if (result.errors.length <= best.errors.length) [best, words] = [result, fewer];
  }
  return best;
}

function readWithWords(source: string, offset: number, words: ReadonlyMap<number, string>): YamlResult {
  let masked = source;
  for (const [at, { length }] of words) masked = masked.slice(0, at) + 'x'.repeat(length) + masked.slice(at + length);
  return readYaml(masked, offset, words);
}

interface Suspect {
  readonly at: number;
  readonly words: string;
}

const keyLine = /^( *)(["']?)([A-Za-z_][\w-]*)\2:(?:[ \t]+([^\r\n]*))?$/;
const looksLikeSyntax = /^[@`%&*!|>'"[\]{},?#-]|:(?:\s|$)/;

/** Lines of text keys whose one-line value YAML could take for syntax. */
function suspects(source: string): Suspect[] {
  const found: Suspect[] = [];
  let parent = '';
  let at = 0;
  const lines = source.split(/(?<=\n)|(?<=\r)(?!\n)/);
  for (const [index, line] of lines.entries()) {
    const [, indent = '', , key = '', rest = ''] = keyLine.exec(line.trimEnd()) ?? [];
    if (key !== '' && indent === '') parent = key;
    const path = indent === '' ? [key] : [parent, key];
    if (rest !== '' && isText(path) && looksLikeSyntax.test(rest) && !continues(lines, index, indent.length)) {
      found.push({ at: at + line.trimEnd().length - rest.length, words: rest });
    }
    at += line.length;
  }
  return found;
}

function continues(lines: readonly string[], index: number, indent: number): boolean {
  const next = lines.slice(index + 1, index + 20).find((line) => line.trim() !== '');
  return next !== undefined && next.search(/\S/) > indent;
}
