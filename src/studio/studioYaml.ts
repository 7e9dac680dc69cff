import { t } from '@vscode/l10n';
import type { Span } from '../common/text.js';
import type { Problem } from '../post/post.js';
import { limits, readYaml, type YamlError } from '../post/yamlRead.js';
import { isNull, resolve, type MapNode } from '../post/yamlTree.js';

const maxSyntaxProblems = 20;

export interface StudioYaml {
  /** `undefined` when there is nothing to read: empty, not a map, or past a limit. */
  readonly root: MapNode | undefined;
  readonly problems: readonly Problem[];
}

/** The YAML of `galley.yaml`, within the limits of a post's front matter. Never throws. */
export function readStudioYaml(text: string): StudioYaml {
  if (text.length > limits.frontMatter) {
    const message = t('galley.yaml is not read because it is larger than {0} KB.', limits.frontMatter / 1024);
    return { root: undefined, problems: [error('studio-too-large', message, { start: 0, end: 0 })] };
  }
  const offset = text.startsWith('\uFEFF') ? 1 : 0;
  const { root, errors } = readYaml(text.slice(offset), offset);
  const problems = errors.slice(0, maxSyntaxProblems).map((found) => problemOf({ ...found, span: within(found.span, text.length) }));
  const isPastLimit = errors.some(({ code }) => code !== 'yaml-syntax');
  const top = root && resolve(root);
  if (isPastLimit || !top || isNull(top)) return { root: undefined, problems };
  if (top.kind === 'map') return { root: top, problems };
  if (problems.length > 0) return { root: undefined, problems };
  const message = t('galley.yaml must consist of keys with values, such as "name: My studio".');
  return { root: undefined, problems: [error('studio-type', message, top.span)] };
}

function problemOf({ code, reason, span }: YamlError): Problem {
  switch (code) {
    case 'yaml-syntax':
      return error('studio-syntax', t('Could not read this as YAML: {0}', reason), span);
    case 'too-many-aliases':
      return error('studio-alias-limit', t('galley.yaml is not read because it has more than {0} aliases.', limits.aliases), span);
    case 'too-deep':
      return error('studio-depth-limit', t('galley.yaml is not read because it is nested more than {0} levels deep.', limits.depth), span);
    case 'too-many-tokens':
      return error('studio-too-large', t('galley.yaml is not read because it holds too many values.'), span);
  }
}

/** The YAML library reports an unclosed quote one past the end. */
function within({ start, end }: Span, length: number): Span {
  return { start: Math.min(start, length), end: Math.min(end, length) };
}

function error(code: string, message: string, span: Span): Problem {
  return { code, severity: 'error', message, span };
}
