import * as vscode from 'vscode';
import { isPost, type Posts } from '../../editor/posts.js';
import { beginsWord } from '../completion.js';

/**
 * Opens the suggestions when a key or a known value is begun. VS Code suggests nothing by itself while words are typed in
 * Markdown; turning that on would offer the words of every text in every Markdown file.
 */
export function suggestWhileTyping(posts: Posts): vscode.Disposable {
  return vscode.workspace.onDidChangeTextDocument(({ document, contentChanges, reason }) => {
    const [change] = contentChanges;
    const editor = vscode.window.activeTextEditor;
    const isLetter = contentChanges.length === 1 && change?.rangeLength === 0 && /^[a-z]$/i.test(change.text);
    if (!change || !isLetter || reason !== undefined || editor?.document !== document || !isPost(document)) return;
    const { frontMatter, body, isEditable } = posts.get(document);
    const offset = change.rangeOffset + 1;
    if (!frontMatter || (offset > body.span.start && isEditable) || !beginsWord(document.getText(), offset)) return;
    if (vscode.workspace.getConfiguration('editor', document).get('suggestOnTriggerCharacters') === false) return;
    void vscode.commands.executeCommand('editor.action.triggerSuggest', { auto: true });
  });
}
