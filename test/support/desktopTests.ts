/** Runs `test/host` in desktop VS Code: the one that is installed, else one that is downloaded. */
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { downloadAndUnzipVSCode, runTests } from '@vscode/test-electron';
import { prepareHostTests } from './hostBundle.js';

const { values } = parseArgs({ options: { grep: { type: 'string' } } });
const executable = await desktopVscode();
if (executable === undefined) {
  process.exitCode = 1;
} else {
  const tests = await prepareHostTests(values.grep);
  try {
    for (const { module, workspace } of tests.suites) await runTests({
      vscodeExecutablePath: executable,
      extensionDevelopmentPath: [tests.extension, tests.helper],
      extensionTestsPath: module,
      extensionTestsEnv: tests.env,
      launchArgs: [workspace, '--disable-extensions', '--disable-workspace-trust', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
    });
  } finally {
    await tests.dispose();
  }
}

async function desktopVscode(): Promise<string | undefined> {
  const wanted = process.env['VSCODE_EXECUTABLE_PATH'];
  if (wanted !== undefined) {
    if (existsSync(wanted)) return wanted;
    process.stderr.write(`VSCODE_EXECUTABLE_PATH names ${wanted}, which does not exist.\n`);
    return undefined;
  }
  try {
    return await downloadAndUnzipVSCode();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    process.stderr.write(`Could not download desktop VS Code: ${reason}. Set VSCODE_EXECUTABLE_PATH to an installed one; npm run test:host needs none.\n`);
    return undefined;
  }
}
