import { cp, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { outFolder, extensionFolder, root } from './paths.js';
import { copyWorkspace } from './workspace.js';

const bundleFolder = join(outFolder, 'test', 'host');
const helperFolder = join(outFolder, 'test', 'helper');

/** Tests that need a workspace of their own, and so a window of their own. */
export interface HostSuite {
  /** The module whose `run()` VS Code calls. */
  readonly module: string;
  /** A folder, or a file that ends in `.code-workspace`. */
  readonly workspace: string;
}

export interface HostTests {
  readonly extension: string;
  /** An extension that tests need beside it. */
  readonly helper: string;
  readonly suites: readonly HostSuite[];
  readonly env: NodeJS.ProcessEnv;
  dispose(): Promise<void>;
}

/** Bundles `test/host`, and copies its workspace to where tests may write. */
export async function prepareHostTests(grep: string | undefined): Promise<HostTests> {
  for (const folder of [bundleFolder, helperFolder]) await rm(folder, { recursive: true, force: true });
  await bundle([join(root, 'test', 'support', 'helperExtension', 'extension.ts')], helperFolder);
  await cp(join(root, 'test', 'support', 'helperExtension', 'manifest.json'), join(helperFolder, 'package.json'));
  const workspace = await copyWorkspace('test/host/workspace');
  const results = process.env['GALLEY_TEST_RESULTS'];
  return {
    extension: extensionFolder,
    helper: helperFolder,
    suites: [
      { module: await bundleSuite(''), workspace: workspace.folder },
      { module: await bundleSuite('roots'), workspace: await workspaceFile(workspace.folder, 'roots', ['one', 'two']) },
      { module: await bundleSuite('virtual'), workspace: await workspaceFile(workspace.folder, 'virtual', []) },
    ],
    env: { GALLEY_SAMPLES: join(root, '..', 'shared', 'samples'), ...(grep === undefined ? {} : { GALLEY_TEST_GREP: grep }), ...(results === undefined ? {} : { GALLEY_TEST_RESULTS: results }) },
    dispose: () => workspace.dispose(),
  };
}

async function bundleSuite(name: string): Promise<string> {
  const folder = join(root, 'test', 'host', name);
  const tests = (await readdir(folder)).filter((file) => file.endsWith('.test.ts')).map((file) => join(folder, file));
  await bundle([join(root, 'test', 'host', 'index.ts')], join(bundleFolder, name));
  await bundle(tests, join(bundleFolder, name));
  return join(bundleFolder, name, 'index.cjs');
}

/** Bundles modules that run inside VS Code's extension host. */
export async function bundle(entryPoints: readonly string[], outdir: string): Promise<void> {
  await build({
    entryPoints: [...entryPoints],
    outdir,
    bundle: true,
    platform: 'node',
    target: 'node22',
    format: 'cjs',
    outExtension: { '.js': '.cjs' },
    external: ['vscode', 'mocha'],
    sourcemap: 'linked',
    logLevel: 'warning',
  });
}

/** Empty folders beside the copied workspace, and one that is on no disk. */
async function workspaceFile(beside: string, name: string, folders: readonly string[]): Promise<string> {
  const parent = join(beside, '..', name);
  for (const folder of folders) await mkdir(join(parent, folder), { recursive: true });
  await mkdir(parent, { recursive: true });
  const file = join(parent, `${name}.code-workspace`);
  await writeFile(file, JSON.stringify({ folders: [...folders.map((path) => ({ path })), { uri: 'galley-memory:/studio', name: 'studio' }] }));
  return file;
}
