import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as vscode from 'vscode';

/** A fresh file in the workspace; each test has its own. */
export async function writePost(name: string, content: string | Uint8Array): Promise<vscode.Uri> {
  const path = join(workspaceFolder(), name);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, content);
  return vscode.Uri.file(path);
}

export function workspaceFolder(): string {
  const folder = vscode.workspace.workspaceFolders?.[0];
  if (!folder) throw new Error('The tests need a workspace');
  return folder.uri.fsPath;
}

export function onDisk(uri: vscode.Uri): Promise<string> {
  return readFile(uri.fsPath, 'utf8');
}

/** What a command resolved to, or the error that it rejected with. */
export async function outcome(command: string, ...args: readonly unknown[]): Promise<unknown> {
  try {
    return await vscode.commands.executeCommand(command, ...args);
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

export const plan = `---
title: The oven that heats itself # kept
plan:
  brief: >-
    Hook: The second bake of the day needs no gas.
    Facts: 300 kg of brick hold 180 degrees for 9 hours.
    Angle: The oven isn't a heater - it's a battery.
    Button: Insulate first, then buy burners.
---
`;
