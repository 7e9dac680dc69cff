import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { Session } from 'node:inspector/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import * as vscode from 'vscode';
import { studioText } from '../samples.js';
import { benchLine, phaseNames, type HostReport } from './report.js';
import { Stalls, now, quiet, wait } from './stalls.js';

/**
 * Runs inside the extension host, beside Galley as it ships. Galley tells nobody when it is done, so that is seen from
 * outside: a command that resolves when the index is full, and VS Code's own event when problems change.
 */
const atOnce = 32;
const typed = 'and then 12 more came in by noon ';
const betweenKeysMs = 60;

export async function run(): Promise<void> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  if (!folder) throw new Error('The window has no folder');
  try {
    await writeFile(`${folder.fsPath}.json`, JSON.stringify(await measure(folder)));
  } catch (error) {
    console.log(benchLine + String(error instanceof Error ? error.stack : error));
    throw error;
  }
}

async function measure(folder: vscode.Uri): Promise<HostReport> {
  const galley = vscode.extensions.getExtension('galley.galley');
  if (!galley || galley.isActive) throw new Error(galley ? 'Galley is active before it is measured' : 'Galley is not installed');
  const collectGarbage = garbageCollector();
  const stalls = new Stalls();
  await activateOthers();
  await quiet();
  const idle = now();
  await wait(1000);
  const idleCpuShare = (now().cpuMs - idle.cpuMs) / (now().at - idle.at);

  const uris = await stalls.during(phaseNames.find, false, () => Promise.resolve(vscode.workspace.findFiles('**/*.post.md')));
  const byWorkspace = (uri: vscode.Uri): Promise<Uint8Array> => Promise.resolve(vscode.workspace.fs.readFile(uri));
  const byNode = (uri: vscode.Uri): Promise<Uint8Array> => readFile(uri.fsPath);
  // Once before, for the cache of the disk and the compiler.
  for (const read of [byWorkspace, byNode]) await readAll(uris, read);
  await stalls.during(phaseNames.workspaceRead, false, () => readAll(uris, byWorkspace));
  await stalls.during(phaseNames.nodeRead, false, () => readAll(uris, byNode));

  await writeFile(join(folder.fsPath, 'galley.yaml'), studioText);
  await quiet();
  const before = heapMb(collectGarbage);
  const profile = await startProfile();
  const { activateMs, loadMs } = await stalls.during(phaseNames.activate, true, async () => {
    const started = now().at;
    await galley.activate();
    const activated = now().at;
    // Does nothing, but has to be loaded for it.
    await vscode.commands.executeCommand('galley.posts.clearFilter');
    return { activateMs: activated - started, loadMs: now().at - activated };
  });
  await stalls.during(phaseNames.index, true, async () => { await vscode.commands.executeCommand('galley.posts.refresh'); });
  const indexed = heapMb(collectGarbage);
  const changes = lastChange();
  await stalls.during(phaseNames.diagnose, true, async () => {
    await changes.first;
    await quiet();
  }, () => changes.last);
  await quiet();
  const diagnosed = heapMb(collectGarbage);

  await stalls.during('open the Posts view', true, async () => {
    await vscode.commands.executeCommand('galley.posts.focus');
    await quiet();
  });
  await stalls.during('group the Posts view, open a group', true, async () => {
    // Nearly all posts have one format: the longest list.
    for (const grouping of ['State', 'Date', 'Pillar', 'Format']) {
      await vscode.commands.executeCommand(`galley.posts.groupBy${grouping}`);
      await quiet();
    }
    for (const command of ['list.focusFirst', 'list.expand']) await vscode.commands.executeCommand(command);
    await quiet();
  });
  // What VS Code's own extensions do at the first Markdown file that is shown, and what VS Code does.
  await stalls.during('open other Markdown', false, async () => {
    const notes = vscode.Uri.joinPath(folder, 'notes.md');
    await writeFile(notes.fsPath, '# Notes\n');
    await vscode.window.showTextDocument(notes);
    await quiet();
  });
  await stalls.during('type in a post', true, () => typeIn(uris));
  await stalls.during('a checkout that changes 500 posts', true, async () => {
    await promisify(execFile)('git', ['checkout', '--quiet', 'other'], { cwd: folder.fsPath });
    await changes.next();
    await quiet();
  }, () => changes.last);
  await stalls.during('diagnose all again, galley.yaml changed', true, async () => {
    await writeFile(join(folder.fsPath, 'galley.yaml'), studioText.replace('synergy', 'bakery'));
    await changes.next();
    await quiet();
  }, () => changes.last);
  await stalls.during('show the costs', true, async () => {
    const summary = await vscode.commands.executeCommand<{ readonly byPost: readonly unknown[] }>('galley.showCosts');
    const paid = uris.length - Math.ceil(uris.length / 3);
    if (summary.byPost.length !== paid) throw new Error(`${summary.byPost.length} posts have costs instead of ${paid}`);
    await quiet();
  });
  await profile?.stop(uris.length);
  stalls.dispose();
  changes.dispose();
  const { count, mb } = problemsHold(collectGarbage);
  return {
    posts: uris.length, activateMs, loadMs, idleCpuShare, phases: stalls.phases, stalls: stalls.longest(40), problems: count,
    heapMb: { before, indexed, diagnosed, problems: mb },
  };
}

/** VS Code's own extensions for Markdown share the extension host: that they start when a post is opened is not Galley's doing. */
async function activateOthers(): Promise<void> {
  for (const extension of vscode.extensions.all) {
    const { activationEvents } = extension.packageJSON as { readonly activationEvents?: readonly string[] };
    if (extension.id !== 'galley.galley' && activationEvents?.includes('onLanguage:markdown') === true) await extension.activate();
  }
}

async function readAll(uris: readonly vscode.Uri[], read: (uri: vscode.Uri) => Promise<Uint8Array>): Promise<void> {
  for (let start = 0; start < uris.length; start += atOnce) await Promise.all(uris.slice(start, start + atOnce).map(read));
}

async function typeIn(uris: readonly vscode.Uri[]): Promise<void> {
  const uri = uris.find(({ path }) => path.endsWith('1.post.md'));
  if (!uri) throw new Error('No post to type in');
  const editor = await vscode.window.showTextDocument(uri);
  const text = editor.document.getText();
  const caption = editor.document.positionAt(text.indexOf('\n', text.indexOf('caption: >-') + 'caption: >-\n'.length));
  for (const at of [caption, new vscode.Position(editor.document.lineCount - 2, 0)]) {
    editor.selection = new vscode.Selection(at, at);
    for (const key of typed) {
      await vscode.commands.executeCommand('type', { text: key });
      await wait(betweenKeysMs);
    }
    await quiet();
  }
  if (editor.document.getText().length < text.length + 2 * typed.length) throw new Error('What was typed did not arrive');
  await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  await quiet();
}

/** When problems last changed. */
function lastChange(): { readonly first: Promise<void>; readonly last: ReturnType<typeof now>; next(): Promise<void>; dispose(): void } {
  let last = now();
  let arrived: () => void = () => undefined;
  const next = (): Promise<void> => new Promise((resolve) => { arrived = resolve; });
  const first = next();
  const listener = vscode.languages.onDidChangeDiagnostics(() => {
    last = now();
    arrived();
  });
  return { first, next, get last() { return last; }, dispose: () => { listener.dispose(); } };
}

function garbageCollector(): () => void {
  setFlagsFromString('--expose-gc');
  return runInNewContext('gc') as () => void;
}

function heapMb(collectGarbage: () => void): number {
  collectGarbage();
  collectGarbage();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return (heapUsed + arrayBuffers) / 1024 / 1024;
}

/** Problems as VS Code keeps them for an extension, made once more. */
function problemsHold(collectGarbage: () => void): { readonly count: number; readonly mb: number } {
  const before = heapMb(collectGarbage);
  const copies = new Map<string, readonly vscode.Diagnostic[]>();
  for (const [uri, problems] of vscode.languages.getDiagnostics()) {
    const ours = problems.filter(({ source }) => source === 'Galley');
    if (ours.length > 0) copies.set(uri.toString(), ours.map(copyOf));
  }
  const mb = heapMb(collectGarbage) - before;
  return { count: [...copies.values()].reduce((sum, { length }) => sum + length, 0), mb };
}

function copyOf({ range: { start, end }, message, severity, source, code, relatedInformation }: vscode.Diagnostic): vscode.Diagnostic {
  const range = new vscode.Range(start.line, start.character, end.line, end.character);
  const copy = new vscode.Diagnostic(range, Buffer.from(message).toString(), severity);
  if (source !== undefined) copy.source = source;
  if (code !== undefined) copy.code = typeof code === 'object' ? { ...code } : code;
  if (relatedInformation) copy.relatedInformation = relatedInformation.map(({ location, message: text }) => new vscode.DiagnosticRelatedInformation(new vscode.Location(location.uri, location.range), text));
  return copy;
}

/** With `GALLEY_BENCH_PROFILE`, what runs from activation on is written there for the profiler of browsers and VS Code. */
async function startProfile(): Promise<{ stop(posts: number): Promise<void> } | undefined> {
  const folder = process.env['GALLEY_BENCH_PROFILE'];
  if (folder === undefined) return undefined;
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.setSamplingInterval', { interval: 1000 });
  await session.post('Profiler.start');
  return {
    async stop(posts) {
      const { profile } = await session.post('Profiler.stop');
      session.disconnect();
      await writeFile(join(folder, `host-${posts}.cpuprofile`), JSON.stringify(profile));
    },
  };
}
