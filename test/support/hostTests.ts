/** Runs `test/host` in the VS Code that the npm registry carries: `node --import=tsx test/support/hostTests.ts [--grep text]`. */
import { mkdtemp, rm } from 'node:fs/promises';
import { createWriteStream } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import { ensureWindowTools } from '../../scripts/setup/windowTools.mjs';
import { testLine, workspaceMissing } from '../host/report.js';
import { openBrowser } from './browser.js';
import { prepareHostTests, type HostSuite } from './hostBundle.js';
import { outFolder } from './paths.js';
import { startVscodeServer } from './vscodeServer.js';

const runTimeoutMs = 10 * 60_000;
const openAttempts = 3;

const { values } = parseArgs({ options: { grep: { type: 'string' } } });
const tests = await prepareHostTests(values.grep);
const tools = await ensureWindowTools();
const dataDir = await mkdtemp(join(tmpdir(), 'galley-vscode-'));
const server = await startVscodeServer({ host: tools, dataDir, smokeTest: true, extension: tests.helper, env: tests.env });
const browser = await openBrowser(tools, join(dataDir, 'browser'));
const log = createWriteStream(join(outFolder, 'host-tests.log'));
try {
  process.exitCode = 0;
  for (const suite of tests.suites) {
    let end = await runSuite(suite);
    // In the browser the folders of a workspace file are asked of the server, and now and then the answer does not come.
    for (let attempt = 2; end.isMissing && attempt <= openAttempts; attempt++) end = await runSuite(suite);
    if (end.code !== 0) process.exitCode = end.code;
  }
} finally {
  await browser.close();
  await server.stop();
  await tests.dispose();
  log.end();
  await rm(dataDir, { recursive: true, force: true, maxRetries: 3 });
}

async function runSuite({ workspace, module }: HostSuite): Promise<{ readonly code: number; readonly isMissing: boolean }> {
  const page = await browser.newPage();
  const exit = await exitOf(page);
  const remote = `vscode-remote://localhost:${server.port}`;
  await page.goto(server.url(workspace, [['extensionDevelopmentPath', remote + tests.extension], ['extensionTestsPath', remote + module]]));
  const code = await exit.code;
  await page.close();
  return { code, isMissing: exit.isMissing() };
}

/** Prints the tests' report, and keeps the rest of VS Code's console in the log; resolves to their exit code. */
async function exitOf(page: Page): Promise<{ readonly code: Promise<number>; readonly isMissing: () => boolean }> {
  let isMissing = false;
  await page.exposeFunction('codeAutomationLog', (_type: string, parts: readonly unknown[]) => {
    const line = parts.map(String).join(' ');
    if (line === testLine + workspaceMissing) isMissing = true;
    if (line.startsWith(testLine)) process.stdout.write(`${line.slice(testLine.length)}\n`);
    else log.write(`${line}\n`);
  });
  let exit: (code: number) => void = () => undefined;
  let fail: (error: Error) => void = () => undefined;
  const code = new Promise<number>((resolve, reject) => { exit = resolve; fail = reject; });
  await page.exposeFunction('codeAutomationExit', (value: number) => { exit(value); });
  page.once('crash', () => { fail(new Error('The page of VS Code crashed.')); });
  const timer = setTimeout(() => { fail(new Error(`The tests in VS Code did not end within ${runTimeoutMs / 60_000} minutes.`)); }, runTimeoutMs);
  return { code: code.finally(() => { clearTimeout(timer); }), isMissing: () => isMissing };
}
