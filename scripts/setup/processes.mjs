import { spawn, spawnSync } from 'node:child_process';

const graceMs = 4_000;
const running = new Set();

/**
 * Runs a command to its end. Resolves to `{ code, output, timedOut }`; `code` is never 0 after a timeout or a signal.
 * On POSIX the command leads a process group of its own, so that ending it ends what it started.
 */
export function run(command, args, { cwd, env, timeoutMs = 0, capture = false, shell = false } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env: env ?? process.env,
      shell,
      detached: process.platform !== 'win32',
      stdio: ['ignore', capture ? 'pipe' : 'inherit', capture ? 'pipe' : 'inherit'],
    });
    running.add(child);
    let output = '';
    let timedOut = false;
    child.stdout?.on('data', (chunk) => (output += chunk));
    child.stderr?.on('data', (chunk) => (output += chunk));
    const timer = timeoutMs > 0 ? setTimeout(() => ((timedOut = true), void end(child)), timeoutMs) : undefined;
    const settle = () => (clearTimeout(timer), running.delete(child));
    child.once('error', (error) => (settle(), reject(error)));
    child.once('close', (code) => (settle(), resolve({ code: timedOut ? 1 : (code ?? 1), output, timedOut })));
  });
}

/** Asks a child and its group to stop, and ends them if they have not within the grace time. */
export async function end(child) {
  if (child.pid === undefined) return;
  const closed = child.exitCode !== null || child.signalCode !== null ? Promise.resolve() : new Promise((resolve) => child.once('exit', resolve));
  signal(child, 'SIGTERM');
  const timer = setTimeout(() => signal(child, 'SIGKILL'), graceMs);
  await closed;
  clearTimeout(timer);
  signal(child, 'SIGKILL');
}

/** Ends every running command when this process is told to stop; call once per program. */
export function endChildrenOnSignals() {
  for (const [name, code] of [['SIGINT', 130], ['SIGTERM', 143], ['SIGHUP', 129]]) {
    process.once(name, () => {
      void Promise.all([...running].map(end)).then(() => process.exit(code));
    });
  }
}

function signal(child, name) {
  if (process.platform === 'win32') {
    spawnSync('taskkill', ['/pid', String(child.pid), '/T', '/F'], { stdio: 'ignore' });
    return;
  }
  try {
    process.kill(-child.pid, name);
  } catch {
    // The group has already ended.
  }
}
