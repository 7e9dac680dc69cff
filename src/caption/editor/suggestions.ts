import * as vscode from 'vscode';
import { abortError, isAbort } from '../../common/abort.js';
import { UserError } from '../../common/userError.js';
import { readSettings } from '../../editor/settings.js';
import { ServiceError } from '../../models/serviceError.js';
import type { TextModel, TextRequest } from '../../models/textModel.js';
import type { StepContext } from '../../pipeline/step.js';
import { editPost } from '../../post/edit.js';
import { captionStep } from '../caption.js';
import { ghostPlace, type GhostPlace } from '../ghostPlace.js';
import { ghostSource } from '../ghostText.js';
import { CaptionAnswers, continuing, isFree, maySuggest, wholeCaption, type SuggestCause } from '../suggest.js';
import { buyCaption } from './buyCaption.js';
import type { GhostTextDeps } from './ghostText.js';

/** Long enough that nothing is worked out while somebody types at speed. */
const quietMs = 75;
/** A model that is asked over a network is asked only in a pause. */
const longQuietMs = 500;
const mostCandidates = 4;

/** Ghost text for captions: one question at a time, each dropped when the text moves on. */
export class Suggestions {
  private readonly answers = new CaptionAnswers();
  /** The document whose next question comes from the command. */
  private asked: vscode.TextDocument | undefined;

  constructor(private readonly deps: GhostTextDeps) {}

  async provide(document: vscode.TextDocument, position: vscode.Position, { triggerKind }: vscode.InlineCompletionContext, token: vscode.CancellationToken): Promise<vscode.InlineCompletionItem[]> {
    const { log, posts, pipeline } = this.deps;
    const isAsked = this.asked === document;
    const isTyping = triggerKind === vscode.InlineCompletionTriggerKind.Automatic && !isAsked;
    const mode = readSettings(document.uri).captionSuggest;
    if (mode === 'off' || (mode === 'onDemand' && isTyping)) return [];
    const place = ghostPlace(posts.get(document), document.offsetAt(position));
    if (!place) return [];
    if (isTyping && !(await quiet(quietMs, token))) return [];
    const context = await pipeline.context(document, { platform: place.platform });
    const blocker = captionStep.blocker(context);
    if (blocker !== undefined) {
      log.trace('No caption is suggested: the step is blocked');
      return [];
    }
    const cause: SuggestCause = isAsked ? 'command' : isTyping ? 'typing' : 'invoked';
    const found = await this.continuations(document, context, place, cause, token);
    const sources = new Set(found.flatMap((text) => ghostSource(place, text) ?? []));
    // A caption that changed meanwhile gets its own answer.
    if (token.isCancellationRequested) return [];
    const range = new vscode.Range(position, position);
    return [...sources].map((source) => new vscode.InlineCompletionItem(source, range));
  }

  /** Shows ghost text now, at the cursor when it is in a caption, else at the end of the caption. */
  async ask(document: vscode.TextDocument): Promise<void> {
    if (readSettings(document.uri).captionSuggest === 'off')
      throw new UserError(vscode.l10n.t('Could not suggest a caption: the setting galley.caption.suggest is off.'));
    const blocker = captionStep.blocker(await this.deps.pipeline.context(document));
    if (blocker !== undefined) throw new UserError(blocker);
    const editor = await vscode.window.showTextDocument(document);
    const post = this.deps.posts.get(document);
    if (!ghostPlace(post, document.offsetAt(editor.selection.active))) await this.goToCaption(editor);
    this.asked = document;
    try {
      await vscode.commands.executeCommand('editor.action.inlineSuggest.trigger');
    } finally {
      this.asked = undefined;
    }
  }

  private async goToCaption(editor: vscode.TextEditor): Promise<void> {
    const { document } = editor;
    const { posts } = this.deps;
    if (!posts.get(document).spans.has('caption')) await addKey(editor);
    const post = posts.get(document);
    const spans = post.spans.get('caption');
    const end = spans ? lastPlace(post.text, spans.key.end, spans.value.end, (offset) => ghostPlace(post, offset) !== undefined) : undefined;
    if (end === undefined) throw new UserError(vscode.l10n.t('Could not suggest a caption: nothing can be added to the caption as it is written. Write it as a block.'));
    const position = document.positionAt(end);
    editor.selection = new vscode.Selection(position, position);
    editor.revealRange(new vscode.Range(position, position));
  }

  private async continuations(document: vscode.TextDocument, context: StepContext, place: GhostPlace, cause: SuggestCause, token: vscode.CancellationToken): Promise<readonly string[]> {
    const model = await this.deps.textModel();
    const request = captionStep.request(context);
    const { task } = request;
    if (task.step !== 'caption') return [];
    const mode = readSettings(document.uri).captionSuggest;
    if (model.continueCaption) return maySuggest(mode, cause, true) ? model.continueCaption(task, place.typed, mostCandidates) : [];
    const key = this.answers.keyOf(model, request);
    const known = this.answers.continuations(key, place.typed);
    if (known.length > 0 && cause !== 'command') return known;
    if (cause === 'typing' && !(await quiet(longQuietMs, token))) return known;
    try {
      const whole = await this.fetch(document, context, model, continuing(request, place.typed), place, cause, token);
      if (whole !== undefined) this.answers.add(key, whole);
    } catch (error) {
      // The command says what went wrong; while typing nobody asked.
      if (cause === 'command' && !isAbort(error)) void vscode.window.showErrorMessage(error instanceof UserError || error instanceof ServiceError ? error.message : String(error));
      this.deps.log.debug('A model gave no caption to suggest');
    }
    return this.answers.continuations(key, place.typed);
  }

  private async fetch(document: vscode.TextDocument, context: StepContext, model: TextModel, request: TextRequest, place: GhostPlace, cause: SuggestCause, token: vscode.CancellationToken): Promise<string | undefined> {
    // In Restricted Mode nothing of the workspace is sent anywhere; the built-in writer does not come here.
    if (!vscode.workspace.isTrusted) return undefined;
    const price = await model.estimate(request);
    if (!maySuggest(readSettings(document.uri).captionSuggest, cause, isFree(price)) || token.isCancellationRequested) return undefined;
    const controller = new AbortController();
    const subscription = token.onCancellationRequested(() => { controller.abort(abortError()); });
    try {
      const paying = this.deps.paying({ confirmed: false, isHeadless: cause !== 'command' });
      const result = await buyCaption({ uri: document.uri.toString(), context, model, request, price, paying, signal: controller.signal, log: this.deps.log });
      return wholeCaption(result.text, place.typed);
    } finally {
      subscription.dispose();
    }
  }
}

/** Writes `caption:` where convention has it; the ghost text brings the block along. */
async function addKey(editor: vscode.TextEditor): Promise<void> {
  const { document } = editor;
  const edited = editPost(document.getText(), [{ type: 'set', path: ['caption'], value: '' }]);
  if (!edited.ok) throw new UserError(edited.problem.message);
  await editor.edit((builder) => {
    for (const { span, text } of edited.edits) {
      builder.replace(new vscode.Range(document.positionAt(span.start), document.positionAt(span.end)), text.replace(/caption: ""/, 'caption:'));
    }
  });
}

/** The last offset of a value, its line break included, where text can be added. */
function lastPlace(text: string, from: number, to: number, fits: (offset: number) => boolean): number | undefined {
  const start = Math.max(from, to - 400);
  for (let offset = Math.min(text.length, Math.max(from + 1, to) + 1); offset >= start; offset--) if (fits(offset)) return offset;
  return undefined;
}

/** False when the question was withdrawn meanwhile. */
function quiet(milliseconds: number, token: vscode.CancellationToken): Promise<boolean> {
  return new Promise((resolve) => {
    const end = (isQuiet: boolean): void => {
      clearTimeout(timer);
      subscription.dispose();
      resolve(isQuiet);
    };
    const timer = setTimeout(() => { end(true); }, milliseconds);
    const subscription = token.onCancellationRequested(() => { end(false); });
  });
}
