import type * as vscode from 'vscode';

/** VS Code cuts a hover off at 250 px: what is to say of a picture stands below it, whatever its shape. */
const pictureHeight = 160;

/** A paragraph with the picture of a hover or tooltip, if there is one. A bracket in the file's name must not end the link. */
export function appendPicture(text: vscode.MarkdownString, file: vscode.Uri | undefined, alt = ''): void {
  if (!file) return;
  const target = file.toString().replace(/[()]/g, (char) => (char === '(' ? '%28' : '%29'));
  text.appendMarkdown(`![${alt}](${target}|height=${pictureHeight})\n\n`);
}
