import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { outFolder, extensionFolder, root } from './paths.js';
import { copyWorkspace } from './workspace.js';

const bundleFolder = join(outFolder, 'test', 'host');

export interface HostTests {
  readonly extension: string;
  /** An extension that tests need beside it. */
  readonly helper: string;
  /** The module whose `run()` VS Code calls. */
  readonly module: string;
  readonly workspace: string;
  readonly env: NodeJS.ProcessEnv;
  dispose(): Promise<void>;
}

/** Bundles `test/host`, and copies its workspace to where tests may write. */
export async function prepareHostTests(grep: string | undefined): Promise<HostTests> {
  await rm(bundleFolder, { recursive: true, force: true });
  const sources = (await readdir(join(root, 'test', 'host'))).filter((name) => name === 'index.ts' || name.endsWith('.test.ts'));
  await build({
    entryPoints: sources.map((name) => join(root, 'test', 'host', name)),
    outdir: bundleFolder,
    bundle: true,
    platform: 'node',
    target: 'node22',
    format: 'cjs',
    outExtension: { '.js': '.cjs' },
    external: ['vscode', 'mocha'],
    sourcemap: 'linked',
    logLevel: 'warning',
  });
  const workspace = await copyWorkspace('test/host/workspace');
  const results = process.env['GALLEY_TEST_RESULTS'];
  return {
    extension: extensionFolder,
    helper: join(root, 'test', 'support', 'chatVendor'),
    module: join(bundleFolder, 'index.cjs'),
    workspace: workspace.folder,
    env: { GALLEY_SAMPLES: join(root, '..', 'shared', 'samples'), ...(grep === undefined ? {} : { GALLEY_TEST_GREP: grep }), ...(results === undefined ? {} : { GALLEY_TEST_RESULTS: results }) },
    dispose: () => workspace.dispose(),
  };
}
