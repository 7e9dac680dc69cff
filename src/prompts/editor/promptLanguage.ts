import * as vscode from 'vscode';
import { toRange } from '../../editor/spans.js';
import { promptPlaceOf } from './promptFiles.js';

const promptDocuments: vscode.DocumentSelector = { pattern: '**/.galley/prompts/*.md' };

/** Completion and hover for the variables of prompt files. */
export function registerPromptLanguage(): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.languages.registerCompletionItemProvider(promptDocuments, { provideCompletionItems: complete }, '{', '#', '^', '/'),
    vscode.languages.registerHoverProvider(promptDocuments, { provideHover: hover }),
  );
}

async function complete(document: vscode.TextDocument, position: vscode.Position): Promise<vscode.CompletionItem[]> {
  const step = promptPlaceOf(document.uri)?.step;
  if (!step) return [];
  const { promptWords } = await import('../promptWords.js');
  return promptWords(step, document.getText(), document.offsetAt(position)).map(({ name, insert, replace, doc }, at) => {
    const item = new vscode.CompletionItem(name, vscode.CompletionItemKind.Variable);
    item.insertText = insert;
    item.range = toRange(document, replace);
    item.sortText = String(at).padStart(3, '0');
    item.documentation = doc;
    return item;
  });
}

async function hover(document: vscode.TextDocument, position: vscode.Position): Promise<vscode.Hover | undefined> {
  const step = promptPlaceOf(document.uri)?.step;
  if (!step) return undefined;
  const { promptHover } = await import('../promptWords.js');
  const found = promptHover(step, document.getText(), document.offsetAt(position));
  if (!found) return undefined;
  const text = new vscode.MarkdownString(`**\`${found.name}\`**\n\n${found.doc.replace(/</g, '&lt;')}`);
  return new vscode.Hover(text, toRange(document, found.span));
}
