import { SetupError } from './say.mjs';
import { run } from './processes.mjs';

const installTimeoutMs = 15 * 60_000;

/** Runs npm in a folder. Rejects with a `SetupError` that names `what` could not be had. */
export async function npm(args, { cwd, what }) {
  // The npm that runs this script is the one known to work; its own variables would point the inner one at the wrong folder.
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_(config_local_prefix|package_|lifecycle_)/.test(name)));
  const inner = process.env.npm_execpath;
  const { code, output, timedOut } =
    inner && /\.c?js$/.test(inner)
      ? await run(process.execPath, [inner, ...args], { cwd, env, timeoutMs: installTimeoutMs, capture: true })
      : await run('npm', args, { cwd, env, timeoutMs: installTimeoutMs, capture: true, shell: process.platform === 'win32' });
  if (code === 0) return;
  throw new SetupError(`Could not install ${what}: ${reason(output, timedOut)}\n${tail(output)}`);
}

function reason(output, timedOut) {
  if (timedOut) return 'npm did not finish within 15 minutes.';
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ENETUNREACH|ERR_SOCKET_TIMEOUT|ECONNRESET/.test(output)) {
    return 'npm could not reach its registry. Check the network, then run this again.';
  }
  if (/ENOSPC/.test(output)) return 'the disk is full.';
  return 'npm failed; its last lines follow.';
}

function tail(output) {
  return output.trimEnd().split('\n').slice(-12).map((line) => `  ${line}`).join('\n');
}
