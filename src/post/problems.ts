import { t } from '@vscode/l10n';
import type { Span } from '../common/text.js';
import type { Problem, ProblemSeverity } from './post.js';
import type { YamlError } from './yamlRead.js';
import { limits } from './yamlRead.js';

/** Every code a post's problems can have. They are part of the interface: documented, matched by quick fixes. */
export type ProblemCode =
  | 'binary-file'
  | 'front-matter-unclosed'
  | 'front-matter-too-large'
  | 'front-matter-not-a-map'
  | 'too-many-aliases'
  | 'too-deep'
  | 'yaml-syntax'
  | 'title-missing'
  | 'wrong-type'
  | 'unknown-content-format'
  | 'bad-id'
  | 'duplicate-key'
  | 'unquoted-text'
  | 'caption-comment'
  | 'text-comment'
  | 'hero-outside'
  | 'malformed-receipt'
  | 'malformed-chat-reference'
  | EditProblemCode;

/** Why `editPost` left a post as it is. */
export type EditProblemCode = 'not-editable' | 'shared-value' | 'unexpected-layout';

export interface PostProblem extends Problem {
  readonly code: ProblemCode;
}

export function problem(code: ProblemCode, severity: ProblemSeverity, span: Span, message: string): PostProblem {
  return { code, severity, message, span };
}

export function yamlProblem({ code, reason, span }: YamlError): PostProblem {
  switch (code) {
    case 'too-many-aliases':
      return problem(code, 'error', span, t('The front matter has more than {0} aliases. Galley reads it but does not change it.', limits.aliases));
    case 'too-deep':
      return problem(code, 'error', span, t('The front matter is nested more than {0} levels deep. Galley reads it up to here and does not change it.', limits.depth));
    case 'too-many-tokens':
      return problem('front-matter-too-large', 'error', span, t('The front matter has too many keys and values. Galley reads it up to here and does not change it.'));
    case 'yaml-syntax':
      return problem(code, 'error', span, t('The front matter is not valid YAML here: {0}.', reason));
  }
}

export function wrongType(span: Span, key: string, expected: 'text' | 'number' | 'map' | 'list'): PostProblem {
  const messages = {
    text: () => t('"{0}" should be text.', key),
    number: () => t('"{0}" should be a number.', key),
    map: () => t('"{0}" should hold keys and values.', key),
    list: () => t('"{0}" should be a list.', key),
  };
  return problem('wrong-type', 'error', span, messages[expected]());
}
