import * as vscode from 'vscode';
import { newId } from '../../common/id.js';
import type { StepId } from '../../common/terms.js';
import type { TextEdit } from '../../common/text.js';
import { commandOfStep } from '../../editor/commands.js';
import { textOf } from '../../editor/fileText.js';
import type { Posts } from '../../editor/posts.js';
import { toRange } from '../../editor/spans.js';
import { editPost } from '../../post/edit.js';
import { studioFileIn, type Studios } from '../../studio/editor/studios.js';
import type { CheckProblem } from '../codes.js';
import { fixAll } from '../fixAll.js';
import { fixesFor, type Fix, type FixAction, type FixContext } from '../fixes.js';
import { addPillar, studioFixesFor } from '../studioFixes.js';
import type { OpenChecks } from './openChecks.js';
import { rangesOf } from './positions.js';
import type { StudioFileChecks } from './studioFile.js';
import { diagnosticSource } from './toDiagnostic.js';

const fixAllKind = vscode.CodeActionKind.SourceFixAll.append('galley');
const kinds = [vscode.CodeActionKind.QuickFix, fixAllKind];

export interface CodeActionDeps {
  readonly posts: Posts;
  readonly studios: Studios;
  readonly open: OpenChecks;
  readonly studioFiles: StudioFileChecks;
}

export function registerCodeActions(deps: CodeActionDeps): vscode.Disposable {
  const provide = provider(deps);
  return vscode.Disposable.from(
    vscode.languages.registerCodeActionsProvider([{ language: 'markdown' }, { pattern: '**/*.post.md' }], provide(postActions), { providedCodeActionKinds: kinds }),
    vscode.languages.registerCodeActionsProvider({ pattern: '**/galley.yaml' }, provide(studioActions), { providedCodeActionKinds: kinds }),
  );
}

type Provide = (deps: CodeActionDeps, document: vscode.TextDocument, context: vscode.CodeActionContext) => Promise<vscode.CodeAction[]>;

function provider(deps: CodeActionDeps): (provide: Provide) => vscode.CodeActionProvider {
  return (provide) => ({ provideCodeActions: (document, _range, context) => provide(deps, document, context) });
}

async function postActions(deps: CodeActionDeps, document: vscode.TextDocument, context: vscode.CodeActionContext): Promise<vscode.CodeAction[]> {
  const problems = deps.open.problemsOf(document);
  if (problems.length === 0) return [];
  const post = deps.posts.get(document);
  const fixContext = async (problem?: CheckProblem): Promise<FixContext> =>
    ({ studio: await deps.studios.of(document.uri), newId, isNewest: problem?.code === 'duplicate-id' && (await isNewest(document.uri, problem)) });
  if (context.only && fixAllKind.intersects(context.only) && !context.only.contains(vscode.CodeActionKind.QuickFix)) {
    return sourceAction(document, fixAll(post, problems, await fixContext()));
  }
  const actions = await Promise.all(
    chosen(document, problems, context).map(async ({ problem, diagnostic }) => {
      const fixes = fixesFor(problem, post, await fixContext(problem));
      return Promise.all(fixes.map((fix) => toAction(fix, document, diagnostic)));
    }),
  );
  return actions.flat().filter((action) => action !== undefined);
}

function studioActions({ studioFiles }: CodeActionDeps, document: vscode.TextDocument, context: vscode.CodeActionContext): Promise<vscode.CodeAction[]> {
  const problems = studioFiles.problemsOf(document);
  const text = document.getText();
  if (context.only && fixAllKind.intersects(context.only) && !context.only.contains(vscode.CodeActionKind.QuickFix)) {
    const sure = problems.flatMap((problem) => studioFixesFor(problem, text).find(({ isCertain }) => isCertain)?.edits ?? []);
    return Promise.resolve(sourceAction(document, sure));
  }
  const actions = chosen(document, problems, context).flatMap(({ problem, diagnostic }) =>
    studioFixesFor(problem, text).map(({ title, edits, isPreferred }) => quickFix(title, diagnostic, isPreferred, edit(document, edits))));
  return Promise.resolve(actions);
}

/** The problems behind the diagnostics that VS Code asks about. */
function chosen(document: vscode.TextDocument, problems: readonly CheckProblem[], { diagnostics }: vscode.CodeActionContext): { readonly problem: CheckProblem; readonly diagnostic: vscode.Diagnostic }[] {
  return diagnostics.filter(({ source }) => source === diagnosticSource).flatMap((diagnostic) => {
    const { code } = diagnostic;
    const value = typeof code === 'object' ? code.value : code;
    const problem = problems.find((one) => one.code === value && toRange(document, one.span).isEqual(diagnostic.range));
    return problem ? [{ problem, diagnostic }] : [];
  });
}

async function toAction(fix: Fix, document: vscode.TextDocument, diagnostic: vscode.Diagnostic): Promise<vscode.CodeAction | undefined> {
  const done = await carryOut(fix.action, document);
  return done && quickFix(fix.title, diagnostic, fix.isPreferred, done);
}

function quickFix(title: string, diagnostic: vscode.Diagnostic, isPreferred: boolean, done: vscode.WorkspaceEdit | vscode.Command): vscode.CodeAction {
  const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  action.diagnostics = [diagnostic];
  action.isPreferred = isPreferred;
  if (done instanceof vscode.WorkspaceEdit) action.edit = done;
  else action.command = done;
  return action;
}

/** `undefined` when it cannot be done in this file. */
async function carryOut(action: FixAction, document: vscode.TextDocument): Promise<vscode.WorkspaceEdit | vscode.Command | undefined> {
  const { uri } = document;
  switch (action.type) {
    case 'post': {
      const result = editPost(document.getText(), action.edits);
      return result.ok && result.edits.length > 0 ? edit(document, result.edits) : undefined;
    }
    case 'text':
      return edit(document, action.edits);
    case 'addPillar':
      return addPillarEdit(uri, action.key);
    case 'runStep':
      return runStep(uri, action.step, action.platform);
    case 'chooseHero':
      return { title: '', command: chooseHeroCommand, arguments: [uri] };
    case 'open':
      return { title: '', command: 'vscode.open', arguments: [vscode.Uri.parse(action.uri, true)] };
    case 'show': {
      const at = /^plan\s*:/m.exec(document.getText())?.index;
      return at === undefined ? undefined : showAt(uri, document.positionAt(at));
    }
    case 'showWord':
      return showWord(uri, action.word);
  }
}

/** Known to this extension alone. */
export const chooseHeroCommand = 'galley.internal.chooseHero';

function runStep(uri: vscode.Uri, step: StepId, platform: string | undefined): vscode.Command | undefined {
  const command = commandOfStep[step];
  return command && { title: '', command, arguments: platform === undefined ? [uri] : [uri, { platform }] };
}

async function addPillarEdit(post: vscode.Uri, key: string): Promise<vscode.WorkspaceEdit | undefined> {
  const uri = studioOf(post);
  const text = uri && (await textOf(uri));
  const edits = text === undefined ? undefined : addPillar(text, key);
  if (!uri || text === undefined || !edits) return undefined;
  const rangeOf = rangesOf(text);
  const result = new vscode.WorkspaceEdit();
  result.set(uri, edits.map(({ span, text: added }) => new vscode.TextEdit(rangeOf(span), added)));
  return result;
}

async function showWord(post: vscode.Uri, word: string): Promise<vscode.Command | undefined> {
  const uri = studioOf(post);
  const text = uri && (await textOf(uri));
  if (!uri || text === undefined) return undefined;
  const avoid = /^avoid\s*:/m.exec(text)?.index ?? 0;
  const at = text.indexOf(word, avoid);
  return showAt(uri, rangesOf(text)({ start: at < 0 ? avoid : at, end: at < 0 ? avoid : at + word.length }));
}

function studioOf(post: vscode.Uri): vscode.Uri | undefined {
  const folder = vscode.workspace.getWorkspaceFolder(post);
  return folder && studioFileIn(folder);
}

function showAt(uri: vscode.Uri, at: vscode.Position | vscode.Range): vscode.Command {
  const selection = at instanceof vscode.Range ? at : new vscode.Range(at, at);
  return { title: '', command: 'vscode.open', arguments: [uri, { selection }] };
}

function edit(document: vscode.TextDocument, edits: readonly TextEdit[]): vscode.WorkspaceEdit {
  const result = new vscode.WorkspaceEdit();
  result.set(document.uri, edits.map(({ span, text }) => new vscode.TextEdit(toRange(document, span), text)));
  return result;
}

function sourceAction(document: vscode.TextDocument, edits: readonly TextEdit[]): vscode.CodeAction[] {
  if (edits.length === 0) return [];
  const action = new vscode.CodeAction(vscode.l10n.t('Fix everything that is certain'), fixAllKind);
  action.edit = edit(document, edits);
  return [action];
}

/** Whether this file is younger than those with the same id: then it is the copy. */
async function isNewest(uri: vscode.Uri, { neighbors = [] }: CheckProblem): Promise<boolean> {
  const born = await Promise.all([uri, ...neighbors.map((other) => vscode.Uri.parse(other.uri, true))].map(birthOf));
  const [own = 0, ...others] = born;
  return others.every((other) => own > other);
}

async function birthOf(uri: vscode.Uri): Promise<number> {
  try {
    const { ctime, mtime } = await vscode.workspace.fs.stat(uri);
    return Math.max(ctime, 0) || mtime;
  } catch {
    return 0;
  }
}
