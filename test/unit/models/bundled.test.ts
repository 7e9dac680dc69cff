import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import type * as Fal from '../../../src/models/fal/imageModel.js';
import type * as Openai from '../../../src/models/openai/textModel.js';
import type { ServiceError } from '../../../src/models/serviceError.js';
import { outFolder, root } from '../../support/paths.js';
import { startFalServer } from '../../support/providers/falServer.js';
import { startOpenaiServer } from '../../support/providers/openaiServer.js';
import { prices as unitPrices, request as imageRequest } from './fal/asking.js';
import { listen, prices } from './openai/asking.js';

/** The banner of the real build, which has to get along with the SDKs. */
async function buildBanner(): Promise<string> {
  const { scripts } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { scripts: Record<string, string> };
  return /--banner:js="([^"]*)"/.exec(scripts['build:host'] ?? '')?.[1] ?? assert.fail('no banner in build:host');
}

describe('the adapters in a bundle', () => {
  let folder: string;
  before(async () => {
    await mkdir(outFolder, { recursive: true });
    folder = await mkdtemp(join(outFolder, 'bundled-'));
    const { metafile } = await build({
      entryPoints: { fal: join(root, 'src/models/fal/imageModel.ts'), openai: join(root, 'src/models/openai/textModel.ts') },
      outdir: folder,
      outExtension: { '.js': '.mjs' },
      bundle: true,
      splitting: true,
      minify: true,
      platform: 'node',
      format: 'esm',
      target: 'node22',
      banner: { js: await buildBanner() },
      metafile: true,
    });
    const first = Object.values(metafile.outputs).filter(({ entryPoint }) => entryPoint?.startsWith('src/'));
    // The SDKs are chunks of their own, loaded on first use.
    for (const { inputs } of first) assert.deepEqual(Object.keys(inputs).filter((input) => /node_modules\/(openai|@fal-ai)\//.test(input)), []);
  });
  after(() => rm(folder, { recursive: true, force: true }));

  it('get a picture', async () => {
    const { falImageModel } = (await import(pathToFileURL(join(folder, 'fal.mjs')).href)) as typeof Fal;
    const server = await startFalServer({ pictureScale: 0.03 });
    const model = falImageModel({ key: () => server.key, model: 'fal-ai/flux-pro/v1.1-ultra', endpoint: server.origin, prices: unitPrices });
    try {
      const { image } = await model.generate(imageRequest, { signal: new AbortController().signal, onProgress: () => undefined, onSubmitted: () => undefined });
      assert.equal(image.mediaType, 'image/png');
    } finally {
      await server.close();
    }
  });

  it('get text', async () => {
    const { openaiTextModel } = (await import(pathToFileURL(join(folder, 'openai.mjs')).href)) as typeof Openai;
    const server = await startOpenaiServer({ answer: { text: 'Hello' } });
    try {
      const model = openaiTextModel({ baseUrl: server.baseUrl, model: server.flavour.models[0] ?? '', apiKey: () => Promise.resolve(server.key), prices });
      assert.equal((await listen(model)).result?.text, 'Hello');
      server.script([{ on: 'chat', fault: '429-quota' }]);
      const { error } = await listen(model);
      assert.equal((error as ServiceError).reason, 'quota');
    } finally {
      await server.close();
    }
  });
});
