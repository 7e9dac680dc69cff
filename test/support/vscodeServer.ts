import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SetupError } from '../../scripts/setup/say.mjs';
import type { VscodeHost } from '../../scripts/setup/vscodeHost.mjs';

const startTimeoutMs = 60_000;
const stopTimeoutMs = 4_000;

export interface ServerOptions {
  readonly host: VscodeHost;
  /** Holds settings, extensions, state and the log; kept, it makes a second start. */
  readonly dataDir: string;
  /** One port, or a range to take a free one from (`8123-8143`); any free port when absent. */
  readonly port?: string | undefined;
  /** User settings; replace those of an earlier start. */
  readonly settings?: Readonly<Record<string, unknown>> | undefined;
  /** Folder of an extension that counts as installed. Absent: no extension but VS Code's own. */
  readonly extension?: string | undefined;
  /** Lets the page pass `extensionDevelopmentPath` and `extensionTestsPath`; shows no toasts and no modal dialogs. */
  readonly smokeTest?: boolean | undefined;
  readonly workspaceTrust?: boolean | undefined;
  readonly env?: NodeJS.ProcessEnv | undefined;
}

export interface VscodeServer {
  readonly port: number;
  /** `http://localhost:PORT`. */
  readonly origin: string;
  readonly token: string;
  /** Resolves when the server has ended, wanted or not. */
  readonly ended: Promise<void>;
  /** The page that opens a folder or a `.code-workspace` file; `payload` counts under `smokeTest` only. */
  url(folder: string, payload?: readonly (readonly [string, string])[]): string;
  stop(): Promise<void>;
}

/** Starts VS Code's server on this computer. Rejects when it does not come up. */
export async function startVscodeServer(options: ServerOptions): Promise<VscodeServer> {
  const { host, dataDir } = options;
  await writeConfiguration(options);
  const token = await connectionToken(dataDir);
  const args = [
    host.server,
    ...['--host', '127.0.0.1', '--port', options.port ?? '0'],
    ...['--connection-token', token, '--accept-server-license-terms', '--server-data-dir', dataDir, '--telemetry-level', 'off'],
    ...(options.smokeTest === true ? ['--enable-smoke-test-driver'] : []),
    ...(options.workspaceTrust === true ? [] : ['--disable-workspace-trust']),
  ];
  // No extension gallery: nothing here installs one, and asking for updates is traffic without a use.
  const env = { ...process.env, EXTENSIONS_GALLERY: '{}', ...options.env };
  const child = spawn(host.node, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  // A test that dies must not leave a server behind.
  const kill = (): void => void child.kill('SIGKILL');
  process.once('exit', kill);
  const log = createWriteStream(join(dataDir, 'server.log'));
  child.stdout.pipe(log, { end: false });
  child.stderr.pipe(log, { end: false });
  const ended = once(child, 'close').then(() => {
    process.off('exit', kill);
    log.end();
  });
  const port = await announcedPort(child, dataDir);
  const origin = `http://localhost:${port}`;
  return {
    port,
    origin,
    token,
    ended,
    url(folder, payload) {
      const query = new URLSearchParams({ tkn: token, [folder.endsWith('.code-workspace') ? 'workspace' : 'folder']: folder });
      if (payload) query.set('payload', JSON.stringify(payload));
      return `${origin}/?${query.toString()}`;
    },
    stop: () => stop(child, ended),
  };
}

function announcedPort(child: ChildProcess, dataDir: string): Promise<number> {
  return new Promise((resolve, reject) => {
    let output = '';
    const settle = (): void => {
      clearTimeout(timer);
      child.off('exit', onExit);
      for (const stream of [child.stdout, child.stderr]) stream?.off('data', onData);
    };
    const fail = (what: string): void => {
      settle();
      child.kill('SIGKILL');
      reject(
        output.includes('EADDRINUSE') || output.includes('No free port')
          ? new SetupError('Could not start VS Code, as the port is taken. Choose another one with --port.')
          : new Error(`VS Code's server ${what}; its log is ${join(dataDir, 'server.log')}.\n${output.slice(-2000)}`),
      );
    };
    const onExit = (): void => { fail('ended while starting'); };
    const onData = (chunk: Buffer): void => {
      output += chunk.toString();
      // It keeps running when it cannot listen.
      if (/Error occurred in server[^]*Error: .+/.test(output)) {
        fail('could not listen');
        return;
      }
      const port = /Extension host agent listening on (\d+)/.exec(output)?.[1];
      if (port === undefined) return;
      settle();
      resolve(Number(port));
    };
    const timer = setTimeout(() => { fail(`did not start within ${startTimeoutMs / 1000} seconds`); }, startTimeoutMs);
    child.once('exit', onExit);
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', onData);
  });
}

async function stop(child: ChildProcess, ended: Promise<void>): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) {
    child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), stopTimeoutMs);
    await once(child, 'exit');
    clearTimeout(timer);
  }
  await ended;
}

/** Kept with the data, so that a bookmarked page still opens; other users of the computer cannot read it. */
async function connectionToken(dataDir: string): Promise<string> {
  const file = join(dataDir, 'token');
  const known = await readFile(file, 'utf8').catch(() => '');
  if (/^[0-9a-f]{32}$/.test(known)) return known;
  const token = randomBytes(16).toString('hex');
  await writeFile(file, token, { mode: 0o600 });
  return token;
}

/** Ends the title of a window once it has its settings: until then, commands work with the defaults. Has no width, for the title is in pictures. */
export const settingsMark = '\u2060';

/** What makes a window quiet and the same every time. */
const quietSettings = {
  'window.title': `\${rootName}${settingsMark}`,
  'workbench.startupEditor': 'none',
  'workbench.welcomePage.walkthroughs.openOnInstall': false,
  'workbench.tips.enabled': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'files.autoSave': 'off',
  'git.openRepositoryInParentFolders': 'never',
  'security.workspace.trust.startupPrompt': 'never',
};

/** Else VS Code looks through the computer's processes for ports every two seconds. */
const machineSettings = { 'remote.autoForwardPorts': false, 'remote.autoForwardPortsSource': 'output' };

async function writeConfiguration({ dataDir, settings, extension }: ServerOptions): Promise<void> {
  const write = async (path: string, value: unknown): Promise<void> => {
    await mkdir(join(dataDir, path, '..'), { recursive: true });
    await writeFile(join(dataDir, path), JSON.stringify(value, undefined, 2));
  };
  await write('data/User/settings.json', { ...quietSettings, ...settings });
  await write('data/Machine/settings.json', machineSettings);
  await write('extensions/extensions.json', extension === undefined ? [] : [await installedExtension(extension)]);
}

async function installedExtension(folder: string): Promise<unknown> {
  const manifest: unknown = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  const { publisher, name, version } = manifest as { publisher: string; name: string; version: string };
  const path = folder.replaceAll('\\', '/');
  return { identifier: { id: `${publisher}.${name}` }, version, location: { $mid: 1, path: path.startsWith('/') ? path : `/${path}`, scheme: 'file' } };
}
