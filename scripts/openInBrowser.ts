/** Serves VS Code with Galley on this computer until it is stopped: `openInBrowser.ts WORKSPACE PORT|PORT-PORT`. */
import { spawn } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { extensionFolder, outFolder } from '../test/support/paths.js';
import { startVscodeServer } from '../test/support/vscodeServer.js';
import { main, say } from './setup/say.mjs';
import { ensureVscodeHost } from './setup/vscodeHost.mjs';

await main(async ([workspace = '', port]) => {
  const dataDir = join(outFolder, 'vscode');
  await mkdir(dataDir, { recursive: true });
  const host = await ensureVscodeHost();
  const server = await startVscodeServer({ host, dataDir, port, extension: extensionFolder });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => void server.stop());
  const url = server.url(workspace);
  say(`Galley is open on ${workspace}:\n\n  ${url}\n\nKeep this running; Ctrl-C stops it.`);
  showInBrowser(url);
  await server.ended;
  say('VS Code has stopped.');
  return 0;
});

/** Where there is no screen the printed address has to do. */
function showInBrowser(url: string): void {
  const { DISPLAY, WAYLAND_DISPLAY } = process.env;
  if (process.env['CI'] !== undefined) return;
  if (process.platform === 'linux' && DISPLAY === undefined && WAYLAND_DISPLAY === undefined) return;
  const [command, ...args]: [string, ...string[]] =
    process.platform === 'darwin' ? ['open', url] : process.platform === 'win32' ? ['rundll32', 'url.dll,FileProtocolHandler', url] : ['xdg-open', url];
  spawn(command, args, { stdio: 'ignore', detached: true }).on('error', () => undefined).unref();
}
