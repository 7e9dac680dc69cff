import * as vscode from 'vscode';
import { commandIds } from '../../editor/commands.js';
import { appendPicture } from '../../editor/pictures.js';
import { toRange } from '../../editor/spans.js';
import type { HoverText } from '../hover.js';
import type { Suggestion } from '../suggestion.js';

/** A path that a post names as a file of its workspace folder; `undefined` for anything outside. */
export type FileOf = (path: string) => vscode.Uri | undefined;

export function completionItem(document: vscode.TextDocument, position: vscode.Position, suggestion: Suggestion, at: number, fileOf: FileOf): vscode.CompletionItem {
  const { label, detail, kind, insert, replace, filter, goesOn } = suggestion;
  const item = new vscode.CompletionItem(detail === undefined ? label : { label, description: detail }, kindOf(kind));
  const replacing = toRange(document, replace);
  item.insertText = insert;
  item.range = { inserting: new vscode.Range(replacing.start, position), replacing };
  item.filterText = filter;
  item.sortText = String(at).padStart(5, '0');
  item.keepWhitespace = true;
  const documentation = documentationOf(suggestion, fileOf);
  if (documentation) item.documentation = documentation;
  if (goesOn) item.command = { command: 'editor.action.triggerSuggest', title: '' };
  return item;
}

function documentationOf({ doc, quote, picture }: Suggestion, fileOf: FileOf): vscode.MarkdownString | undefined {
  if (doc === undefined && quote === undefined && picture === undefined) return undefined;
  const text = new vscode.MarkdownString(doc ?? '');
  if (quote !== undefined) text.appendText(quote);
  if (picture !== undefined) appendPicture(text, fileOf(picture));
  return text;
}

export function hoverOf(document: vscode.TextDocument, { markdown, picture, prompt, span }: HoverText, fileOf: FileOf): vscode.Hover {
  const text = new vscode.MarkdownString(undefined, true);
  // A picture first: what a hover on its path is for.
  if (picture !== undefined) appendPicture(text, fileOf(picture));
  text.appendMarkdown(joined(markdown));
  if (prompt) {
    // This command alone: everything else in the text comes from files.
    text.isTrusted = { enabledCommands: [commandIds.showPrompt] };
    const { step, platform, at } = prompt;
    const target = encodeURIComponent(JSON.stringify([document.uri, { step, platform, at }]));
    text.appendMarkdown(`\n\n[${vscode.l10n.t('Show Prompt')}](command:${commandIds.showPrompt}?${target})`);
  }
  return new vscode.Hover(text, toRange(document, span));
}

/** List items stay one list; everything else is a paragraph of its own. */
function joined(parts: readonly string[]): string {
  return parts.reduce((text, part) => (text === '' ? part : part.startsWith('- ') && /(?:^|\n)- [^\n]*$/.test(text) ? `${text}\n${part}` : `${text}\n\n${part}`), '');
}

function kindOf(kind: Suggestion['kind']): vscode.CompletionItemKind {
  switch (kind) {
    case 'key': return vscode.CompletionItemKind.Property;
    case 'word': return vscode.CompletionItemKind.EnumMember;
    case 'pillar': return vscode.CompletionItemKind.Class;
    case 'platform': return vscode.CompletionItemKind.Module;
    case 'hashtag': return vscode.CompletionItemKind.Keyword;
    case 'source': return vscode.CompletionItemKind.Reference;
    case 'file': return vscode.CompletionItemKind.File;
    case 'url': return vscode.CompletionItemKind.Reference;
  }
}
