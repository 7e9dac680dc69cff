import * as vscode from 'vscode';
import { builtInPlatforms } from '../../caption/platforms.js';
import { abortError } from '../../common/abort.js';
import { colorOf } from '../../studio/values.js';
import { pillarsNamed, type StarterAnswers } from '../starter.js';
import type { Survey } from '../survey.js';
import { surveyPosts, type SurveyedIndex } from './surveyPosts.js';

/** From existing posts, from a few questions, or with nothing but comments. */
export async function askForStarter(folder: vscode.WorkspaceFolder, known: SurveyedIndex): Promise<StarterAnswers> {
  const survey = await surveyPosts(folder, known);
  switch (await askHow(survey)) {
    case 'posts': return { name: folder.name, ...(await askWhatToKeep(survey)) };
    case 'questions': return askQuestions(folder);
    case 'empty': return {};
  }
}

type How = 'posts' | 'questions' | 'empty';

async function askHow({ posts }: Survey): Promise<How> {
  const choices: (vscode.QuickPickItem & { readonly how: How })[] = [
    ...(posts > 0 ? [{ label: vscode.l10n.t('From the posts that are here'), description: vscode.l10n.t('Posts: {0}', posts), detail: vscode.l10n.t('Their pillars, hashtags, platforms and aspect ratio, and finished posts as examples.'), how: 'posts' as const }] : []),
    { label: vscode.l10n.t('From a few questions'), detail: vscode.l10n.t('Name, voice, pillars, platforms and colors. Each can be left out.'), how: 'questions' },
    { label: vscode.l10n.t('With nothing but comments'), detail: vscode.l10n.t('Every key, explained, to fill in by hand.'), how: 'empty' },
  ];
  const picked = await vscode.window.showQuickPick(choices, { title: title(), placeHolder: vscode.l10n.t('How should galley.yaml start?') });
  if (!picked) throw abortError();
  return picked.how;
}

interface Found extends vscode.QuickPickItem {
  readonly part?: 'pillars' | 'platforms' | 'hashtags' | 'aspectRatio' | 'examples';
  readonly value?: string;
}

async function askWhatToKeep({ pillars, hashtags, platforms, aspectRatios, examples }: Survey): Promise<StarterAnswers> {
  const found = (label: string, part: NonNullable<Found['part']>, values: readonly { readonly value: string; readonly posts: number }[], write = (value: string) => value): readonly Found[] =>
    group(label, values.map(({ value, posts }) => ({ label: write(value), description: vscode.l10n.t('Posts: {0}', posts), picked: true, part, value })));
  const items: readonly Found[] = [
    ...found(vscode.l10n.t('Pillars'), 'pillars', pillars),
    ...found(vscode.l10n.t('Platforms'), 'platforms', platforms),
    ...found(vscode.l10n.t('Hashtags'), 'hashtags', hashtags, (tag) => `#${tag}`),
    ...found(vscode.l10n.t('Aspect ratio'), 'aspectRatio', aspectRatios.slice(0, 1)),
    ...group(vscode.l10n.t('Examples whose voice to follow'), examples.map(({ path, title: name }) => ({ label: name, description: path, part: 'examples', value: path }))),
  ];
  if (items.length === 0) return {};
  const picked = await vscode.window.showQuickPick(items, { title: title(), placeHolder: vscode.l10n.t('What should galley.yaml take over?'), canPickMany: true, matchOnDescription: true });
  if (!picked) throw abortError();
  const kept = (part: Found['part']): readonly string[] => picked.flatMap((item) => (item.part === part && item.value !== undefined ? [item.value] : []));
  return {
    pillars: kept('pillars').map((key) => ({ key })),
    platforms: kept('platforms'),
    hashtags: kept('hashtags'),
    aspectRatio: kept('aspectRatio')[0],
    examples: kept('examples'),
  };
}

function group(label: string, items: readonly Found[]): readonly Found[] {
  return items.length === 0 ? [] : [{ label, kind: vscode.QuickPickItemKind.Separator }, ...items];
}

async function askQuestions(folder: vscode.WorkspaceFolder): Promise<StarterAnswers> {
  const name = await askText(1, vscode.l10n.t('What is the studio called?'), folder.name);
  const voice = await askText(2, vscode.l10n.t('How do you write, in a sentence or two? Every draft keeps to it.'));
  const pillars = await askText(3, vscode.l10n.t('Which subjects do you write about? Separate them with commas.'));
  const platforms = await askPlatforms();
  const colors = await askText(5, vscode.l10n.t('Which are the house colors? Such as #c2410c, #155e75.'), '', (text) => {
    const wrong = splitColors(text).map(colorOf).find((parsed) => 'wrong' in parsed);
    return wrong && 'wrong' in wrong ? wrong.wrong : undefined;
  });
  return { name, voice, pillars: pillarsNamed(pillars.split(/[,;\n]/)), platforms, colors: splitColors(colors) };
}

const questions = 5;

async function askText(step: number, prompt: string, value = '', check: (text: string) => string | undefined = () => undefined): Promise<string> {
  const answer = await vscode.window.showInputBox({
    title: vscode.l10n.t('{0} ({1} of {2})', title(), step, questions),
    prompt: vscode.l10n.t('{0} Leave it empty to decide later.', prompt),
    value,
    ignoreFocusOut: true,
    validateInput: (text) => check(text),
  });
  if (answer === undefined) throw abortError();
  return answer;
}

async function askPlatforms(): Promise<readonly string[]> {
  const picked = await vscode.window.showQuickPick(
    builtInPlatforms.map(({ key, name, max }) => ({ label: name, description: vscode.l10n.t('at most {0}', max), key })),
    { title: vscode.l10n.t('{0} ({1} of {2})', title(), 4, questions), placeHolder: vscode.l10n.t('Where do captions go?'), canPickMany: true, ignoreFocusOut: true },
  );
  if (!picked) throw abortError();
  return picked.map(({ key }) => key);
}

function title(): string {
  return vscode.l10n.t('Create Studio File');
}

function splitColors(text: string): readonly string[] {
  return text.split(/[\s,;]+/).filter((color) => color !== '');
}
