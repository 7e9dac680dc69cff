import * as vscode from 'vscode';
import { UserError } from '../../common/userError.js';
import { pillarsNamed, type StarterAnswers, type StarterPillar } from '../starter.js';
import { answersFrom } from '../survey.js';
import { surveyPosts, type SurveyedIndex } from './surveyPosts.js';

/** What options say; with `fromPosts` what posts say where options do not. */
export async function readStarter(options: Readonly<Record<string, unknown>>, folder: vscode.WorkspaceFolder, known: SurveyedIndex): Promise<StarterAnswers> {
  const given: StarterAnswers = Object.fromEntries(Object.entries({
    name: textOf(options, 'name'),
    voice: textOf(options, 'voice'),
    avoid: textsOf(options, 'avoid'),
    pillars: pillarsOf(options),
    platforms: textsOf(options, 'platforms'),
    hashtags: textsOf(options, 'hashtags'),
    style: textOf(options, 'style'),
    colors: textsOf(options, 'colors'),
    aspectRatio: textOf(options, 'aspectRatio'),
    examples: textsOf(options, 'examples'),
  }).filter(([, value]) => value !== undefined));
  if (options['fromPosts'] !== true) return given;
  return answersFrom(await surveyPosts(folder, known), { name: folder.name, ...given });
}

function textOf(options: Readonly<Record<string, unknown>>, key: string): string | undefined {
  const value = options[key];
  if (value === undefined || typeof value === 'string') return value;
  throw wrongOption(key, vscode.l10n.t('a text'));
}

function textsOf(options: Readonly<Record<string, unknown>>, key: string): readonly string[] | undefined {
  const value = options[key];
  if (value === undefined) return undefined;
  if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return value;
  throw wrongOption(key, vscode.l10n.t('a list of texts'));
}

/** Names or keys, or objects with key, name and framing. */
function pillarsOf({ pillars }: Readonly<Record<string, unknown>>): readonly StarterPillar[] | undefined {
  if (pillars === undefined) return undefined;
  if (!Array.isArray(pillars)) throw wrongOption('pillars', vscode.l10n.t('a list of names'));
  return pillars.flatMap((pillar: unknown) => {
    if (typeof pillar === 'string') return pillarsNamed([pillar]);
    if (typeof pillar !== 'object' || pillar === null || !('key' in pillar) || typeof pillar.key !== 'string') throw wrongOption('pillars', vscode.l10n.t('a list of names'));
    const of = (key: string): string | undefined => {
      const value: unknown = Object.getOwnPropertyDescriptor(pillar, key)?.value;
      return typeof value === 'string' ? value : undefined;
    };
    return [{ key: pillar.key, name: of('name'), framing: of('framing') }];
  });
}

function wrongOption(key: string, wanted: string): UserError {
  return new UserError(vscode.l10n.t('Could not create galley.yaml: the option {0} must be {1}.', key, wanted));
}
