import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { startFalServer, type FalServer } from '../support/providers/falServer.js';
import { onDisk, outcome, plan, workspaceFolder, writePost } from './files.js';

interface StepRecord {
  readonly step: string;
  readonly status: string;
  readonly artifact?: string;
  readonly provider?: string;
  readonly cost_usd?: number;
  readonly request_id?: string;
}

const videoPlan = plan.replace('---\n', '---\ncontent_format: video\n');
const scripted = `${videoPlan}[Wide: a brick oven at dawn]\nNobody lit it today.\n`;

async function set(key: string, value: unknown): Promise<void> {
  await vscode.workspace.getConfiguration('galley').update(key, value, vscode.ConfigurationTarget.Global);
}

describe('Making a video', () => {
  let server: FalServer;
  before(async () => {
    server = await startFalServer();
    await set('fal.endpoint', server.origin);
    await set('image.provider', 'builtin');
  });
  after(async () => {
    await outcome('galley.setApiKey', 'fal', '');
    for (const key of ['fal.endpoint', 'image.provider', 'video.model']) await set(key, undefined);
    await server.close();
  });

  describe('without a key', () => {
    it('says which key is missing and leaves the post as it is', async () => {
      const uri = await writePost('video/keyless.post.md', scripted);
      const error = await outcome('galley.video', uri, {});
      assert.ok(error instanceof Error && /^Could not make the video: .*fal.*key/.test(error.message), String(error));
      assert.equal(await onDisk(uri), scripted);
    });

    it('is left out of the pipeline, which does the rest and ends well', async () => {
      const uri = await writePost('video/pipeline.post.md', videoPlan);
      const records = (await outcome('galley.runPipeline', uri, {})) as StepRecord[];
      assert.deepEqual(records.map(({ step }) => step), ['draft', 'caption', 'hero_image', 'alt_text']);
      assert.deepEqual(await outcome('galley.runPipeline', uri, {}), []);
      assert.equal(server.paidPosts, 0);
    });
  });

  describe('with a key', () => {
    before(async () => {
      await outcome('galley.setApiKey', 'fal', server.key);
    });

    it('buys one clip, keeps it beside the post and returns its record', async () => {
      const uri = await writePost('video/one.post.md', scripted);
      const before = server.paidPosts;
      const record = (await outcome('galley.video', uri, {})) as StepRecord;
      assert.deepEqual([record.step, record.status, record.provider], ['video', 'done', 'fal'], JSON.stringify(record));
      assert.equal(record.request_id, server.jobs.at(-1)?.requestId);
      assert.ok(record.cost_usd !== undefined && record.cost_usd > 0.3 && record.cost_usd < 0.4, String(record.cost_usd));
      assert.equal(server.paidPosts, before + 1);
      const clip = await readFile(join(workspaceFolder(), 'video', record.artifact ?? ''));
      assert.equal(clip.subarray(4, 8).toString('latin1'), 'ftyp');
      const text = await onDisk(uri);
      assert.ok(text.includes(`file: ${record.artifact ?? ''}`), text);
      assert.match(text, /- \{ step: video, status: done, provider: fal, .*artifact: media\/[\w-]{12}_video\.mp4/);
    });

    it('is the last thing that the pipeline of a video post does, once', async () => {
      const uri = await writePost('video/whole.post.md', videoPlan);
      const records = (await outcome('galley.runPipeline', uri, {})) as StepRecord[];
      assert.deepEqual(records.map(({ step, status }) => [step, status]).at(-1), ['video', 'done'], JSON.stringify(records));
      assert.deepEqual(await outcome('galley.runPipeline', uri, {}), []);
    });

    it('is no part of a post of text', async () => {
      const uri = await writePost('video/text.post.md', plan);
      const records = (await outcome('galley.runPipeline', uri, {})) as StepRecord[];
      assert.equal(records.some(({ step }) => step === 'video'), false);
      const error = await outcome('galley.video', uri, {});
      assert.ok(error instanceof Error && error.message.includes('content_format: video'), String(error));
    });

    it('that costs more than the limit is bought only when that was confirmed', async () => {
      await set('video.model', 'fal-ai/veo3');
      const uri = await writePost('video/dear.post.md', scripted);
      const before = server.paidPosts;
      const refused = await outcome('galley.video', uri, {});
      assert.ok(refused instanceof Error && refused.message.includes('$3.20'), String(refused));
      assert.deepEqual([server.paidPosts, await onDisk(uri)], [before, scripted]);
      const record = (await outcome('galley.video', uri, { confirmed: true })) as StepRecord;
      assert.deepEqual([record.status, server.paidPosts], ['done', before + 1]);
      await set('video.model', undefined);
    });

    it('can be cancelled, at fal too', async () => {
      server.script([{ on: 'submit', fault: 'never-finishes' }]);
      const uri = await writePost('video/cancelled.post.md', scripted);
      const looks = server.requestsOf('status').length;
      const made = outcome('galley.video', uri, {});
      await server.received('status', looks + 1);
      await outcome('galley.cancel', uri);
      assert.equal(await made, undefined);
      assert.equal(server.jobs.at(-1)?.cancelled, true);
      assert.match(await onDisk(uri), /- \{ step: video, status: canceled, /);
      server.clearScript();
    });
  });
});
