import { t } from '@vscode/l10n';
import { designNames, isDesignName } from '../cover/designNames.js';
import { nearestWord } from '../studio/nearestWord.js';
import { parseStudio } from '../studio/studio.js';
import { readStudioYaml } from '../studio/studioYaml.js';
import { ownEntry, resolve } from '../post/yamlTree.js';
import { found, type CheckProblem } from './codes.js';

/** Everything to say about the text of `galley.yaml`. */
export function studioProblems(text: string): readonly CheckProblem[] {
  const { studio, problems } = parseStudio(text);
  const { template } = studio.hero;
  if (template === undefined || isDesignName(template)) return problems;
  const { root } = readStudioYaml(text);
  const hero = root && ownEntry(root, 'hero');
  const map = hero && resolve(hero.value);
  const entry = map?.kind === 'map' ? ownEntry(map, 'template') : undefined;
  if (!entry) return problems;
  const meant = nearestWord(template, designNames);
  const message = meant === undefined
    ? t('There is no cover design "{0}". There are {1}.', template, designNames.join(', '))
    : t('There is no cover design "{0}". Did you mean "{1}"?', template, meant);
  return [...problems, found('unknown-template', 'warning', entry.value.span, message)];
}
