import * as vscode from 'vscode';
import { formatCost, stepLabel } from '../../cost/format.js';
import type { Log } from '../../common/log.js';
import { stepIds, type StepId } from '../../common/terms.js';
import { UserError } from '../../common/userError.js';
import { commandIds, registerCommand } from '../../editor/commands.js';
import type { Posts } from '../../editor/posts.js';
import type { Receipt } from '../../post/post.js';
import { askedOf } from '../asked.js';
import { lostPage, promptPage } from '../promptPage.js';
import { sentLimits, type SentPrompts } from '../sentPrompts.js';
import { stepsFor } from '../step.js';
import type { Pipeline } from './pipeline.js';

export interface ShowPromptDeps {
  readonly posts: Posts;
  readonly pipeline: Pipeline;
  readonly sent: SentPrompts;
  readonly log: Log;
}

const scheme = 'galley-prompt';

/** Which prompt: that of a run, by its receipt, or with `now` the one that would be sent. */
interface Wanted {
  readonly step: StepId;
  readonly platform?: string | undefined;
  readonly at?: string | undefined;
  readonly now?: boolean | undefined;
}

/** `galley.showPrompt`: `(post?, { step, platform?, at? } | { step, platform?, now: true })` → the document, read only. */
export function registerShowPrompt(deps: ShowPromptDeps): vscode.Disposable {
  const changed = new vscode.EventEmitter<vscode.Uri>();
  const provider: vscode.TextDocumentContentProvider = { onDidChange: changed.event, provideTextDocumentContent: (uri) => content(uri, deps) };
  const showings = { ...deps, refresh: (uri: vscode.Uri) => { changed.fire(uri); } };
  return vscode.Disposable.from(
    changed,
    vscode.workspace.registerTextDocumentContentProvider(scheme, provider),
    registerCommand(commandIds.showPrompt, deps.log, async ({ uri, options }) => {
      const document = await deps.posts.require(uri);
      const wanted = options['step'] === undefined ? await pick(document, deps) : readWanted(options);
      return wanted && show(document, wanted, showings);
    }),
  );
}

/** `refresh`: a page that is open already is filled again. */
type Showings = ShowPromptDeps & { readonly refresh: (uri: vscode.Uri) => void };

async function show(document: vscode.TextDocument, wanted: Wanted, deps: Showings): Promise<vscode.Uri | undefined> {
  if (wanted.now) return open(document.uri, wanted, deps);
  const receipt = receiptOf(deps.posts.get(document).pipeline, wanted);
  if (!receipt) throw new UserError(vscode.l10n.t('Could not show the prompt: the post has no such receipt.'));
  if (receipt.channel !== 'builtin' && (await deps.sent.of(receipt))) return open(document.uri, wanted, deps);
  const why = receipt.channel === 'builtin'
    ? vscode.l10n.t('No prompt was sent: what is built in works by rules.')
    : vscode.l10n.t('The prompt of this run is not kept here any more, or was sent from another computer. Galley keeps prompts for {0} days.', sentLimits.days);
  const today = vscode.l10n.t('Show Prompt as of Now');
  const offered = deps.pipeline.steps.some(({ id }) => id === receipt.step);
  void vscode.window.showInformationMessage(why, ...(offered ? [today] : [])).then((picked) => {
    if (picked === today) return open(document.uri, { step: wanted.step, platform: wanted.platform, now: true }, deps);
    return undefined;
  });
  return undefined;
}

async function open(post: vscode.Uri, { step, platform, at, now }: Wanted, { refresh }: Showings): Promise<vscode.Uri> {
  const name = vscode.l10n.t('{0} prompt', stepLabel(step));
  const uri = vscode.Uri.from({ scheme, path: `/${name}.md`, query: JSON.stringify({ post: post.toString(), step, platform, at, now }) });
  if (now) refresh(uri);
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri), { preview: true });
  return uri;
}

/** Works from the address alone: a document that VS Code restores after a reload is filled again. */
async function content(uri: vscode.Uri, { posts, pipeline, sent }: ShowPromptDeps): Promise<string> {
  const query: unknown = JSON.parse(uri.query);
  if (typeof query !== 'object' || query === null) return '';
  const options = query as Readonly<Record<string, unknown>>;
  const wanted = readWanted(options);
  const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(String(options['post']), true));
  const { title, pipeline: receipts } = posts.get(document);
  const { step, platform } = wanted;
  const { language } = vscode.env;
  if (wanted.now) {
    const one = pipeline.steps.find(({ id }) => id === step);
    if (!one) return lostPage(step);
    const context = await pipeline.context(document, { platform });
    const { info } = await pipeline.quote(one, context);
    return promptPage({ step, platform, title, model: info.label, language, receipt: undefined, asked: askedOf(one, context) });
  }
  const receipt = receiptOf(receipts, wanted);
  const kept = receipt && (await sent.of(receipt));
  if (!receipt || !kept) return lostPage(step);
  return promptPage({ step, platform, title, model: `${kept.provider} · ${receipt.model ?? kept.model}`, language, receipt, asked: kept.asked });
}

function receiptOf(receipts: readonly Receipt[], { step, platform, at }: Wanted): Receipt | undefined {
  return receipts.findLast((receipt) => receipt.step === step && receipt.platform === platform && (at === undefined || receipt.at === at));
}

function readWanted(options: Readonly<Record<string, unknown>>): Wanted {
  const step = stepIds.find((id) => id === options['step']);
  if (!step) throw new UserError(vscode.l10n.t('Could not show the prompt: its option step must be one of {0}.', stepIds.join(', ')));
  const text = (name: string): string | undefined => (typeof options[name] === 'string' ? options[name] : undefined);
  return { step, platform: text('platform'), at: text('at'), now: options['now'] === true };
}

async function pick(document: vscode.TextDocument, { posts, pipeline }: ShowPromptDeps): Promise<Wanted | undefined> {
  const post = posts.get(document);
  const sent = post.pipeline.filter(({ channel, inputs }) => channel !== 'builtin' && inputs !== undefined).toReversed();
  const runs = sent.map(({ step, platform, at, model, cost }) => ({
    label: platform === undefined ? stepLabel(step) : vscode.l10n.t('{0} for {1}', stepLabel(step), platform),
    description: [model, formatCost(cost), at].filter((part) => part !== undefined).join(' · '),
    wanted: { step, platform, at },
  }));
  const now = stepsFor(pipeline.steps, post).map(({ id }) => ({ label: stepLabel(id), description: vscode.l10n.t('as it would be sent now'), wanted: { step: id, now: true } }));
  const separator = (label: string) => ({ label, kind: vscode.QuickPickItemKind.Separator, wanted: undefined });
  const items = [...(runs.length > 0 ? [separator(vscode.l10n.t('Sent')), ...runs] : []), separator(vscode.l10n.t('Now')), ...now];
  return (await vscode.window.showQuickPick(items, { title: vscode.l10n.t('Show Prompt'), placeHolder: vscode.l10n.t('Which prompt do you want to read?') }))?.wanted;
}
