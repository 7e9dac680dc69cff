import { existsSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureDependencies } from './setup/dependencies.mjs';
import { findDesktopVscode, openInDesktop } from './setup/desktopVscode.mjs';
import { checkNode } from './setup/node.mjs';
import { endChildrenOnSignals, run } from './setup/processes.mjs';
import { SetupError, main, say } from './setup/say.mjs';
import { ensureVscodeHost } from './setup/vscodeHost.mjs';
import { ensureWindowTools } from './setup/windowTools.mjs';

const root = fileURLToPath(new URL('..', import.meta.url)).replace(/[\\/]$/, '');
const usage = `Usage: npm start [-- options]
  --browser      VS Code in the browser, even where desktop VS Code is installed
  --port NUMBER  the port of VS Code in the browser (the first free one from 8123)
  --demo         runs the whole job on the example by itself and leaves the result in out/demo`;

await main(async (args) => {
  checkNode();
  const options = parse(args);
  if (options.help) return say(usage), 0;
  endChildrenOnSignals();
  await ensureDependencies(root);
  say('Building Galley…');
  await build();
  if (options.demo) {
    await ensureWindowTools();
    return runTypeScript('scripts/demo.ts');
  }
  const workspace = await exampleWorkspace();
  const desktop = options.browser ? undefined : await findDesktopVscode();
  if (desktop) return openInDesktop(desktop, root, workspace);
  await ensureVscodeHost();
  return runTypeScript('scripts/openInBrowser.ts', workspace, options.port);
});

function parse(args) {
  const flags = { browser: { type: 'boolean' }, port: { type: 'string' }, demo: { type: 'boolean' }, help: { type: 'boolean' } };
  try {
    const { values } = parseArgs({ args, options: flags });
    const { port = '8123-8143' } = values;
    if (values.port !== undefined && !(/^\d+$/.test(port) && port >= 1 && port <= 65_535)) throw new Error(`--port takes a number from 1 to 65535, not "${port}".`);
    return { ...values, port };
  } catch (error) {
    throw new SetupError(`${error.message}\n${usage}`);
  }
}

async function build() {
  const { code, output } = await run('npm', ['run', '--silent', 'build'], { cwd: root, capture: true, shell: process.platform === 'win32' });
  if (code !== 0) throw new SetupError(`Could not build Galley:\n${output.trimEnd()}`);
}

/** A copy, so that trying Galley changes nothing that git knows. Kept between starts with what was written in it. */
async function exampleWorkspace() {
  const folder = join(root, 'out', 'example-workspace');
  if (!existsSync(folder)) await cp(join(root, 'example'), folder, { recursive: true });
  return folder;
}

/** TypeScript needs the installed dependencies, so it runs in a process that starts after them. */
async function runTypeScript(file, ...args) {
  const { code } = await run(process.execPath, ['--import=tsx', file, ...args], { cwd: root });
  return code;
}
