import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'node:util';
import * as vscode from 'vscode';
import { testLine, workspaceMissing } from './report.js';

const testTimeoutMs = 30_000;
const workspaceTimeoutMs = 30_000;

/** VS Code calls this inside its extension host; rejects when a test fails. */
export async function run(): Promise<void> {
  process.setSourceMapsEnabled(true);
  await workspaceIsThere();
  // Mocha 12 is ESM: a bundle that is CommonJS reaches it by a dynamic import.
  const { default: Mocha } = await import('mocha');
  Mocha.reporters.Base.consoleLog = (...parts: unknown[]): void => {
    for (const line of format(...parts).split('\n')) console.log(testLine + line);
  };
  const grep = process.env['GALLEY_TEST_GREP'];
  const mocha = new Mocha({ timeout: testTimeoutMs, color: false, forbidOnly: Boolean(process.env['CI']), ...(grep ? { grep } : {}) });
  const folder = __dirname;
  for (const name of readdirSync(folder).sort()) {
    if (name.endsWith('.test.cjs')) mocha.addFile(join(folder, name));
  }
  const failures = await new Promise<number>((resolve) => {
    const runner = mocha.run(resolve);
    runner.once('end', () => {
      const { passes, failures: failed, pending } = runner.stats ?? { passes: 0, failures: 1, pending: 0 };
      const results = process.env['GALLEY_TEST_RESULTS'];
      if (results) addResults(results, { passed: passes, failed, skipped: pending });
    });
  });
  if (failures > 0) throw new Error(`${failures} of Galley's tests failed in VS Code.`);
}

/** The folders of a `.code-workspace` file come a moment after the window, and not always with an event. */
async function workspaceIsThere(): Promise<void> {
  for (const until = Date.now() + workspaceTimeoutMs; Date.now() < until; ) {
    if ((vscode.workspace.workspaceFolders ?? []).length > 0) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  console.log(testLine + workspaceMissing);
  throw new Error(workspaceMissing);
}

type Counts = Readonly<Record<'passed' | 'failed' | 'skipped', number>>;

/** To what other windows of this run have counted. */
function addResults(file: string, { passed, failed, skipped }: Counts): void {
  const before = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Counts) : { passed: 0, failed: 0, skipped: 0 };
  writeFileSync(file, JSON.stringify({ passed: before.passed + passed, failed: before.failed + failed, skipped: before.skipped + skipped }));
}
