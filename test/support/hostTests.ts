/** Runs `test/host` in the VS Code that the npm registry carries: `node --import=tsx test/support/hostTests.ts [--grep text]`. */
import { mkdtemp, rm } from 'node:fs/promises';
import { createWriteStream } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureWindowTools } from '../../scripts/setup/windowTools.mjs';
import { testLine, workspaceMissing } from '../host/report.js';
import { openBrowser } from './browser.js';
import { prepareHostTests, type HostSuite } from './hostBundle.js';
import { runInHost } from './hostWindow.js';
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
  let isMissing = false;
  // The tests' report is printed, and the rest of VS Code's console kept in the log.
  const onLine = (line: string): void => {
    if (line === testLine + workspaceMissing) isMissing = true;
    if (line.startsWith(testLine)) process.stdout.write(`${line.slice(testLine.length)}\n`);
    else log.write(`${line}\n`);
  };
  const code = await runInHost(browser, server, { workspace, module, extension: tests.extension, timeoutMs: runTimeoutMs, onLine });
  return { code, isMissing };
}
