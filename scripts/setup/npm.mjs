import { SetupError } from './say.mjs';
import { run } from './processes.mjs';

const installTimeoutMs = 15 * 60_000;

/** npm's own waits add up to over two minutes of silence when there is no network. */
const retries = ['--fetch-retry-mintimeout=2000', '--fetch-retry-maxtimeout=10000'];

/** Runs npm in a folder. Rejects with a `SetupError` that names `what` could not be had. */
export async function npm(command, { cwd, what }) {
  const args = [...command, ...retries, '--no-audit', '--no-fund'];
  // The npm that runs this script is the one known to work; its own variables would point the inner one at the wrong folder.
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_(config_local_prefix|package_|lifecycle_)/.test(name)));
  const inner = process.env.npm_execpath;
  const { code, output, timedOut } =
    inner && /\.c?js$/.test(inner)
      ? await run(process.execPath, [inner, ...args], { cwd, env, timeoutMs: installTimeoutMs, capture: true })
      : await run('npm', args, { cwd, env, timeoutMs: installTimeoutMs, capture: true, shell: process.platform === 'win32' });
  if (code === 0) return;
  const known = reason(output, timedOut);
  throw new SetupError(known ? `Could not install ${what}: ${known}` : `${tail(output)}\nCould not install ${what}: npm failed, as its lines above say.`);
}

function reason(output, timedOut) {
  if (timedOut) return 'npm did not finish within 15 minutes.';
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ENETUNREACH|ERR_SOCKET_TIMEOUT|ECONNRESET/.test(output)) {
    return 'npm could not reach its registry. Check the network, then run this again.';
  }
  return /ENOSPC/.test(output) ? 'the disk is full.' : undefined;
}

function tail(output) {
  return output.trimEnd().split('\n').slice(-12).map((line) => `  ${line}`).join('\n');
}
