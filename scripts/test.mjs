import { mkdir, readFile, rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureDependencies } from './setup/dependencies.mjs';
import { checkNode } from './setup/node.mjs';
import { endChildrenOnSignals, run } from './setup/processes.mjs';
import { SetupError, main, say } from './setup/say.mjs';
import { ensureWindowTools } from './setup/windowTools.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const outFolder = join(root, 'out');
const minute = 60_000;
const tsx = '--import=tsx';

/** Runs tests that `files` matches in plain Node. */
const mocha = (files, ...options) => [
  join('node_modules', 'mocha', 'bin', 'mocha.js'), tsx, '--reporter', join('test', 'support', 'reporter.cjs'), ...(process.stdout.isTTY ? [] : ['--no-color']), ...options, files,
];
const tsc = join('node_modules', 'typescript', 'bin', 'tsc');

/**
 * `commands` are arguments of Node. `counts` says that the part runs tests and writes their numbers; the others only pass or fail.
 * `isTimed` says that a mouse and a keyboard are moved while a whole VS Code draws, which a busy computer can upset: suites that
 * fail are tried a second time, and said to have been.
 */
const parts = {
  types: { title: 'Types', commands: [[tsc, '--noEmit'], [tsc, '--noEmit', '-p', 'webview']], limit: 5 * minute },
  lint: { title: 'Lint', commands: [[join('node_modules', 'eslint', 'bin', 'eslint.js'), '.']], limit: 5 * minute },
  unit: { title: 'Unit tests', commands: [mocha('test/unit/**/*.test.ts')], limit: 10 * minute, counts: true },
  build: { title: 'Build', npm: 'build', limit: 5 * minute },
  host: { title: 'Tests inside VS Code', commands: [[tsx, 'test/support/hostTests.ts']], limit: 12 * minute, counts: true, needs: 'window' },
  e2e: { title: 'Window tests', commands: [mocha('test/e2e/**/*.test.ts', '--timeout', String(2 * minute))], limit: 30 * minute, counts: true, needs: 'window', clears: 'screenshots', isTimed: true },
  desktop: { title: 'Tests inside desktop VS Code', commands: [[tsx, 'test/support/desktopTests.ts']], limit: 20 * minute, counts: true },
};
/** More suites than these are not upset but broken. */
const mostSecondTries = 3;
const everyPart = ['types', 'lint', 'unit', 'build', 'host', 'e2e'];
const usage = `Usage: npm test, or node scripts/test.mjs [${Object.keys(parts).join('|')}]... [--grep text]`;

await main(async (args) => {
  checkNode();
  const { chosen, grep } = parse(args);
  endChildrenOnSignals();
  await ensureDependencies(root);
  await mkdir(outFolder, { recursive: true });
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const name of chosen) {
    const counts = await runPart(parts[name], name, grep);
    for (const key of Object.keys(total)) total[key] += counts[key];
  }
  say('');
  say(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
  return total.failed === 0 ? 0 : 1;
});

function parse(args) {
  try {
    const { values, positionals } = parseArgs({ args, options: { grep: { type: 'string' } }, allowPositionals: true });
    const unknown = positionals.find((name) => !Object.hasOwn(parts, name));
    if (unknown) throw new Error(`There is no part "${unknown}".`);
    return { chosen: positionals.length > 0 ? positionals : everyPart, grep: values.grep };
  } catch (error) {
    throw new SetupError(`${error.message}\n${usage}`);
  }
}

/** Runs one part and says how it went. A part that fails without saying how many tests failed counts as one failure. */
async function runPart(part, name, grep) {
  say(`\n${part.title}`);
  const started = Date.now();
  if (part.clears) await rm(join(outFolder, part.clears), { recursive: true, force: true });
  const first = await tryPart(part, name, grep);
  const counts = part.isTimed && grep === undefined ? await trySecondTime(part, name, first.counts) : first.counts;
  const isCrash = first.problem !== undefined && first.counts.failed === 0;
  const failed = counts.failed + (isCrash ? 1 : 0);
  const numbers = part.counts ? `: ${counts.passed} passed, ${failed} failed, ${counts.skipped} skipped` : failed > 0 ? ': failed' : ': fine';
  if (isCrash) say(`${part.title}: ${first.problem}`);
  say(`${part.title}${numbers} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
  return { passed: counts.passed, failed, skipped: counts.skipped };
}

/** The counts of a part after its suites that failed have run once more: those of a suite that passes then are taken instead. */
async function trySecondTime(part, name, first) {
  const suites = Object.keys(first.suites ?? {}).filter((suite) => first.suites[suite].failed > 0);
  if (suites.length === 0 || suites.length > mostSecondTries) return first;
  say(`Failed, and tried a second time: ${suites.join('; ')}`);
  const { counts: second } = await tryPart(part, name, `^(?:${suites.map((suite) => suite.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|')}) `);
  const merged = { ...first };
  for (const suite of suites) {
    const before = first.suites[suite];
    const after = second.suites?.[suite];
    // A test that is only skipped the second time has not passed.
    const hasPassed = after?.failed === 0 && after.skipped <= before.skipped && after.passed >= before.passed + before.failed;
    say(`${suite}: ${hasPassed ? 'passed' : 'failed'} the second time`);
    if (hasPassed) for (const key of Object.keys(before)) merged[key] += after[key] - before[key];
  }
  return merged;
}

/** Returns the counts, and what went wrong or `undefined`. */
async function tryPart(part, name, grep) {
  const results = join(outFolder, `results-${name}.json`);
  await rm(results, { force: true });
  const problem = await runCommands(part, { ...process.env, GALLEY_TEST_RESULTS: results }, grep);
  const counts = (part.counts && (await readCounts(results))) || { passed: 0, failed: 0, skipped: 0 };
  return { problem, counts };
}

/** Returns what went wrong, or `undefined`. */
async function runCommands(part, env, grep) {
  try {
    if (part.needs === 'window') await ensureWindowTools();
    const filter = part.counts && grep !== undefined ? ['--grep', grep] : [];
    let problem;
    for (const [command, args] of commandLines(part, filter)) {
      const { code, timedOut } = await run(command, args, { cwd: root, env, timeoutMs: part.limit, shell: command === 'npm' && process.platform === 'win32' });
      if (timedOut) return `did not end within ${part.limit / minute} minutes and was stopped.`;
      if (code !== 0) problem = `ended with exit code ${code}.`;
    }
    return problem;
  } catch (error) {
    if (error instanceof SetupError) return error.message;
    throw error;
  }
}

function commandLines(part, filter) {
  return part.npm ? [['npm', ['run', '--silent', part.npm]]] : part.commands.map((args) => [process.execPath, [...args, ...filter]]);
}

async function readCounts(file) {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch {
    return undefined;
  }
}
