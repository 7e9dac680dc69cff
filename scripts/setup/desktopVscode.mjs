import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { run } from './processes.mjs';
import { SetupError, say } from './say.mjs';

const oldest = [1, 104];
const askTimeoutMs = 15_000;

/** The command of a desktop VS Code that is new enough for Galley, or `undefined`. */
export async function findDesktopVscode() {
  const wanted = process.env.VSCODE_EXECUTABLE_PATH;
  if (wanted) {
    if (existsSync(wanted)) return wanted;
    throw new SetupError(`VSCODE_EXECUTABLE_PATH names ${wanted}, which does not exist.`);
  }
  const found = candidates().find((path) => existsSync(path));
  if (!found) return undefined;
  const version = await versionOf(found);
  if (version && isNewEnough(version)) return found;
  say(version ? `VS Code ${version} is older than Galley needs (${oldest.join('.')}).` : `${found} did not say which VS Code it is.`);
  return undefined;
}

/** Opens a development window on the workspace; desktop VS Code goes on by itself. */
export async function openInDesktop(vscode, extension, workspace) {
  const { code } = await run(...commandLine(vscode, [`--extensionDevelopmentPath=${extension}`, '--new-window', workspace]));
  if (code !== 0) throw new SetupError(`Could not open desktop VS Code (${vscode}). Try npm start -- --browser.`);
  say(`Opened ${workspace} in desktop VS Code.`);
  return 0;
}

function candidates() {
  const command = process.platform === 'win32' ? 'code.cmd' : 'code';
  const onPath = (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, command));
  if (process.platform === 'darwin') return [...onPath, '/Applications/Visual Studio Code.app/Contents/Resources/app/bin/code'];
  if (process.platform === 'win32') {
    return [...onPath, join(process.env.LOCALAPPDATA ?? '', 'Programs', 'Microsoft VS Code', 'bin', command)];
  }
  return [...onPath, '/usr/bin/code', '/snap/bin/code'];
}

async function versionOf(vscode) {
  const [command, args, options] = commandLine(vscode, ['--version']);
  const { code, output } = await run(command, args, { ...options, capture: true, timeoutMs: askTimeoutMs });
  return code === 0 ? /^\d+\.\d+\.\d+/m.exec(output)?.[0] : undefined;
}

function isNewEnough(version) {
  const [major, minor] = version.split('.').map(Number);
  return major > oldest[0] || (major === oldest[0] && minor >= oldest[1]);
}

/** A `.cmd` file runs in a shell only, which takes its arguments quoted. */
function commandLine(vscode, args) {
  const needsShell = vscode.endsWith('.cmd');
  const quote = (text) => (needsShell ? `"${text}"` : text);
  return [quote(vscode), args.map(quote), { shell: needsShell }];
}
