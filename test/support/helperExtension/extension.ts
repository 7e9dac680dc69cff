import * as vscode from 'vscode';
import { MemoryFileSystem } from './memoryFileSystem.js';

export function activate({ subscriptions }: vscode.ExtensionContext): void {
  const files = new MemoryFileSystem();
  files.createDirectory(vscode.Uri.parse('galley-memory:/studio'));
  subscriptions.push(vscode.workspace.registerFileSystemProvider('galley-memory', files, { isCaseSensitive: true }));
}
