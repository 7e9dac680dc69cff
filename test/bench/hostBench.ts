import { execFile } from 'node:child_process';
import { appendFile, mkdir, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import type { BrowserContext } from 'playwright-core';
import { ensureWindowTools } from '../../scripts/setup/windowTools.mjs';
import { openBrowser } from '../support/browser.js';
import { bundle } from '../support/hostBundle.js';
import { runInHost } from '../support/hostWindow.js';
import { extensionFolder, root } from '../support/paths.js';
import { startVscodeServer, type VscodeServer } from '../support/vscodeServer.js';
import { benchLine, phaseNames, type HostReport } from './host/report.js';
import { writeSamples } from './samples.js';

/**
 * Galley as it ships in a real VS Code, measured inside the extension host: activation, indexing and diagnosing of a
 * whole workspace, how long the extension host stands still, memory. Run with `npm run bench -- host`.
 *
 * `GALLEY_BENCH_POSTS=1000` measures that many posts only. `GALLEY_BENCH_PROFILE=folder` writes a CPU profile of each
 * window there, of a build that is not minified. `GALLEY_EXTENSION` measures an unpacked VSIX.
 */
const counts = process.env['GALLEY_BENCH_POSTS']?.split(',').map(Number) ?? [10, 1000, 10_000];
const mostChanged = 500;
const windowTimeoutMs = 5 * 60_000;
const stallsShown = 5;
const execute = promisify(execFile);
const profileFolder = process.env['GALLEY_BENCH_PROFILE'] === undefined ? undefined : resolve(process.env['GALLEY_BENCH_PROFILE']);

/** VS Code's own Git would look at each checkout too. */
const settings = { 'git.enabled': false };

async function buildGalley(): Promise<void> {
  if (extensionFolder !== root) return;
  const npm = (...args: readonly string[]): Promise<unknown> => execute('npm', ['run', '--silent', ...args], { cwd: root, shell: process.platform === 'win32' });
  await npm('build');
  if (profileFolder !== undefined) await npm('build:host', '--', '--minify=false');
}

/** A window needs an extension under development to run a module; Galley itself is installed. */
async function bundleDriver(folder: string): Promise<{ readonly extension: string; readonly module: string }> {
  await bundle([join(root, 'test', 'bench', 'host', 'driver.ts')], folder);
  await writeFile(join(folder, 'package.json'), JSON.stringify({ name: 'bench', publisher: 'galley-test', version: '0.0.1', engines: { vscode: '*' } }));
  return { extension: folder, module: join(folder, 'driver.cjs') };
}

/** Posts under version control: a branch `other` changes up to 500 of them. */
async function writeWorkspace(folder: string, count: number): Promise<void> {
  await mkdir(folder);
  const paths = await writeSamples(folder, count);
  const identity = ['-c', 'user.name=Galley', '-c', 'user.email=galley@example.com', '-c', 'commit.gpgsign=false', '-c', 'gc.auto=0'];
  const git = async (...args: readonly string[]): Promise<void> => { await execute('git', [...identity, ...args], { cwd: folder }); };
  await git('init', '--quiet', '--initial-branch', 'posts');
  await git('add', '--all');
  await git('commit', '--quiet', '--message', 'Posts');
  await git('checkout', '--quiet', '-b', 'other');
  const step = Math.max(1, Math.floor(count / mostChanged));
  for (let at = 0; at < count; at += step) await appendFile(paths[at] ?? '', '\nOne more sentence, in 17 days.\n');
  await git('commit', '--quiet', '--all', '--message', 'Other');
  await git('checkout', '--quiet', 'posts');
}

async function measure(count: number, folder: string, { browser, server, driver }: { readonly browser: BrowserContext; readonly server: VscodeServer; readonly driver: { readonly extension: string; readonly module: string } }): Promise<HostReport> {
  const workspace = join(folder, `posts-${count}`);
  await writeWorkspace(workspace, count);
  const progress: string[] = [];
  const onLine = (line: string): void => { if (line.startsWith(benchLine)) progress.push(line.slice(benchLine.length)); };
  const code = await runInHost(browser, server, { workspace, ...driver, timeoutMs: windowTimeoutMs, onLine }).catch(asCode);
  if (code !== 0) throw new Error(`The measurement of ${count} posts failed in VS Code (${String(code)}) after:\n${progress.join('\n')}`);
  return JSON.parse(await readFile(`${workspace}.json`, 'utf8')) as HostReport;
}

function asCode(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function print(report: HostReport): void {
  const { posts, activateMs, loadMs, idleCpuShare, phases, stalls, problems, heapMb } = report;
  const of = (name: string): HostReport['phases'][number] => {
    const found = phases.find((phase) => phase.name === name);
    if (!found) throw new Error(`${name} was not measured`);
    return found;
  };
  const [index, fs, node] = [of(phaseNames.index), of(phaseNames.workspaceRead), of(phaseNames.nodeRead)];
  console.log(`\n${posts} posts, ${problems} problems; load of the computer ${loadavg()[0]?.toFixed(1) ?? '?'}; idle CPU ${(idleCpuShare * 100).toFixed(1)} %`);
  console.log('phase                                       wall ms    CPU ms   longest stall ms   of which running');
  for (const { name, wallMs, cpuMs, longestStallMs, longestRunMs } of phases) {
    console.log([name.padEnd(42), wallMs.toFixed(0).padStart(8), cpuMs.toFixed(0).padStart(9), longestStallMs.toFixed(1).padStart(18), longestRunMs.toFixed(0).padStart(18)].join(' '));
  }
  const ours = phases.filter(({ isOurs }) => isOurs);
  const memory = heapMb.diagnosed - heapMb.before;
  const ratio = (part: number, whole: number): string => (part / whole).toFixed(2);
  for (const [what, value, target] of [
    ['activate()', `${activateMs.toFixed(1)} ms`, '40 ms'],
    ['then, until all of Galley is loaded', `${loadMs.toFixed(1)} ms`, ''],
    ['index, of reading by workspace.fs', `${ratio(index.wallMs, fs.wallMs)} (CPU ${ratio(index.cpuMs, fs.cpuMs)})`, '1.5'],
    ['index, of reading by node:fs', `${ratio(index.wallMs, node.wallMs)} (CPU ${ratio(index.cpuMs, node.cpuMs)})`, ''],
    ['diagnose every post', `${(of(phaseNames.diagnose).cpuMs / 1000).toFixed(2)} s of CPU`, '4 s'],
    ['longest stall', `${Math.max(...ours.map(({ longestStallMs }) => longestStallMs)).toFixed(1)} ms, of its own running ${Math.max(...ours.map(({ longestRunMs }) => longestRunMs)).toFixed(0)}`, '50 ms'],
    ['memory', `${memory.toFixed(1)} MB more, ${(heapMb.indexed - heapMb.before).toFixed(1)} once indexed; VS Code's objects for the problems hold ${heapMb.problems.toFixed(1)}`, '60 MB'],
  ] as const) console.log(`${what.padEnd(42)}${value}${target === '' ? '' : `  (at most ${target})`}`);
  const ownPhases = new Set(ours.map(({ name }) => name));
  for (const { phase, ms, runningMs, gcMs } of stalls.filter((stall) => ownPhases.has(stall.phase)).slice(0, stallsShown)) console.log(`stall of ${ms.toFixed(0)} ms, of which ${runningMs.toFixed(0)} running and ${gcMs.toFixed(0)} collecting garbage: ${phase}`);
}

await buildGalley();
const tools = await ensureWindowTools();
// VS Code names files as they really are.
const folder = await realpath(await mkdtemp(join(tmpdir(), 'galley-bench-')));
try {
  const dataDir = join(folder, 'vscode');
  await mkdir(dataDir);
  if (profileFolder !== undefined) await mkdir(profileFolder, { recursive: true });
  const driver = await bundleDriver(join(folder, 'driver'));
  const server = await startVscodeServer({ host: tools, dataDir, smokeTest: true, extension: extensionFolder, settings, env: profileFolder === undefined ? {} : { GALLEY_BENCH_PROFILE: profileFolder } });
  try {
    const browser = await openBrowser(tools, join(dataDir, 'browser'));
    try {
      for (const count of counts) {
        const report = await measure(count, folder, { browser, server, driver });
        print(report);
        if (profileFolder !== undefined) await writeFile(join(profileFolder, `host-${count}.json`), JSON.stringify(report, undefined, 2));
      }
    } finally {
      await browser.close();
    }
  } finally {
    await server.stop();
  }
} finally {
  await rm(folder, { recursive: true, force: true, maxRetries: 3 });
}
