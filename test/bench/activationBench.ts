import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { editPost } from '../../src/post/edit.js';
import { parsePost } from '../../src/post/parse.js';
import { samplePost } from './posts.js';
import { median } from './measure.js';

/**
 * What VS Code loads when Galley is activated and when the first post is seen: bytes, and the time to read, compile and
 * evaluate them in a fresh process, with `vscode` stubbed. Then parsing and changing posts of three sizes.
 */
const root = fileURLToPath(new URL('../..', import.meta.url));
const execute = promisify(execFile);
const processes = 15;
const repeats = 200;
const warmUp = 100;

interface Output {
  readonly bytes: number;
  readonly entryPoint?: string;
  readonly imports: readonly { readonly path: string; readonly kind: string; readonly external?: boolean }[];
}
type Outputs = Readonly<Record<string, Output>>;

/** A build of its own, so that what is measured is the source as it is now. */
async function build(folder: string): Promise<Outputs> {
  const metafile = join(folder, 'meta.json');
  await mkdir(join(folder, 'dist'));
  await execute('npm', ['run', '--silent', 'build:host', '--', `--outdir=${join(folder, 'dist')}`, `--metafile=${metafile}`], { cwd: root });
  return (JSON.parse(await readFile(metafile, 'utf8')) as { readonly outputs: Outputs }).outputs;
}

/** Everything that is loaded with an entry: dynamic imports wait until they are asked for. */
function loadedWith(entryPoint: string, outputs: Outputs): readonly string[] {
  const entry = Object.keys(outputs).find((path) => outputs[path]?.entryPoint === entryPoint);
  if (entry === undefined) throw new Error(`${entryPoint} is not in the build`);
  const found = new Set([entry]);
  for (const path of found)
    for (const { path: next, kind, external } of outputs[path]?.imports ?? []) if (kind === 'import-statement' && external !== true) found.add(next);
  return [...found];
}

/** A package `vscode` with every name of its API, where each can be called, constructed and looked into. */
async function stubVscode(folder: string): Promise<void> {
  const types = await readFile(createRequire(import.meta.url).resolve('@types/vscode/index.d.ts'), 'utf8');
  const names = new Set([...types.matchAll(/^\texport (?:abstract )?(?:class|enum|namespace|function|const|let) (\w+)/gm)].map(([, name = '']) => name));
  const stub = `const stub = new Proxy(function () {}, { get: (target, key) => key === 'prototype' ? target.prototype : key === Symbol.toPrimitive ? () => '' : stub, apply: () => stub, construct: () => ({}) });\n`;
  const place = join(folder, 'node_modules', 'vscode');
  await mkdir(place, { recursive: true });
  await writeFile(join(place, 'package.json'), '{ "name": "vscode", "type": "module", "exports": "./index.js" }');
  await writeFile(join(place, 'index.js'), `${stub}${[...names].map((name) => `export const ${name} = stub;`).join('\n')}\n`);
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
}

/** Milliseconds of `import()` in a fresh process. */
async function evaluate(file: string, folder: string): Promise<number> {
  const script = `import 'vscode'; const started = performance.now(); await import(${JSON.stringify(pathToFileURL(file).href)}); console.log(performance.now() - started); process.exit();`;
  const { stdout } = await execute(process.execPath, ['--input-type=module', '--eval', script], { cwd: folder });
  return Number(stdout);
}

async function activation(folder: string): Promise<void> {
  const outputs = await build(folder);
  await stubVscode(folder);
  console.log('loaded with                  files      KB   evaluated in ms (median of fresh processes)');
  const before = new Set<string>();
  for (const [what, entryPoint] of [['activation', 'src/extension.ts'], ['the first post or command', 'src/galley.ts']] as const) {
    const paths = loadedWith(entryPoint, outputs);
    const [entry = ''] = paths;
    const added = paths.filter((path) => !before.has(path));
    for (const path of paths) before.add(path);
    const bytes = added.reduce((sum, path) => sum + (outputs[path]?.bytes ?? 0), 0);
    const times: number[] = [];
    for (let n = 0; n < processes; n++) times.push(await evaluate(join(root, entry), folder));
    console.log([what.padEnd(26), String(added.length).padStart(7), (bytes / 1024).toFixed(1).padStart(7), median(times).toFixed(1).padStart(17)].join(' '));
  }
}

function parsing(): void {
  console.log('\npost          parse ms   again after a keystroke in the body ms   change the title ms (medians)');
  for (const kilobytes of [1, 10, 100]) {
    const text = samplePost(1, { bodyLength: Math.max(100, kilobytes * 1024 - 1900) });
    const parse: number[] = [];
    const again: number[] = [];
    const edit: number[] = [];
    let post = parsePost(text);
    for (let n = -warmUp; n < repeats; n++) {
      if (n === 0) for (const times of [parse, again, edit]) times.length = 0;
      // Never the same text twice: whatever remembers texts must not help.
      const typed = `${text}${'x'.repeat(Math.abs(n) % 50)}${n}\n`;
      parse.push(timed(() => parsePost(typed)));
      again.push(timed(() => { post = parsePost(typed, post); }));
      edit.push(timed(() => {
        const result = editPost(typed, [{ type: 'set', path: ['title'], value: `Title ${n}` }]);
        if (!result.ok) throw new Error(result.problem.message);
      }));
    }
    console.log([`${(text.length / 1024).toFixed(0)} KB`.padEnd(9), median(parse).toFixed(2).padStart(12), median(again).toFixed(2).padStart(40), median(edit).toFixed(2).padStart(21)].join(' '));
  }
}

function timed(work: () => unknown): number {
  const started = performance.now();
  work();
  return performance.now() - started;
}

const folder = await mkdtemp(join(tmpdir(), 'galley-bench-'));
try {
  await activation(folder);
  parsing();
} finally {
  await rm(folder, { recursive: true, force: true });
}
