import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { run } from './processes.mjs';
import { SetupError, say } from './say.mjs';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];
const aptPackages = ['chromium', 'fonts-dejavu', 'fonts-noto-color-emoji'];
const aptTimeoutMs = 15 * 60_000;

/** The path of a Chromium-based browser; installs one where that can be done without asking. */
export async function ensureChromium() {
  const wanted = process.env.CHROME_PATH;
  if (wanted) {
    if (existsSync(wanted)) return wanted;
    throw new SetupError(`CHROME_PATH names ${wanted}, which does not exist.`);
  }
  const found = findChromium();
  if (found) return found;
  if (!canInstall()) throw new SetupError('Could not find Chromium or Chrome. Install one, or set CHROME_PATH to its executable.');
  say(`Installing ${aptPackages.join(', ')} (apt-get)…`);
  await apt(['update']);
  await apt(['install', '-y', '--no-install-recommends', ...aptPackages]);
  const installed = findChromium();
  if (installed) return installed;
  throw new SetupError('Could not find Chromium after installing it. Set CHROME_PATH to its executable.');
}

export function findChromium() {
  const onPath = (process.env.PATH ?? '').split(delimiter).flatMap((folder) => names.map((name) => join(folder, name)));
  return [...onPath, ...knownPlaces()].find(isExecutable);
}

function knownPlaces() {
  if (process.platform === 'darwin') {
    return ['Google Chrome', 'Chromium', 'Microsoft Edge'].map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`);
  }
  if (process.platform === 'win32') {
    const roots = [process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA].filter(Boolean);
    return roots.flatMap((root) => [join(root, 'Google/Chrome/Application/chrome.exe'), join(root, 'Microsoft/Edge/Application/msedge.exe')]);
  }
  return ['/usr/bin/chromium', '/usr/bin/google-chrome', '/snap/bin/chromium'];
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function canInstall() {
  return process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
}

async function apt(args) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const { code, output, timedOut } = await run('apt-get', args, { env, timeoutMs: aptTimeoutMs, capture: true });
  if (code === 0) return;
  const last = output.trimEnd().split('\n').slice(-6).join('\n  ');
  throw new SetupError(`Could not install Chromium: apt-get ${args[0]} ${timedOut ? 'did not finish within 15 minutes' : 'failed'}. Install it by hand, or set CHROME_PATH.\n  ${last}`);
}
