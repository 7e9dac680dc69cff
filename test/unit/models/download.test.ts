import assert from 'node:assert/strict';
import { isAbort } from '../../../src/common/abort.js';
import { download, type DownloadOptions } from '../../../src/models/download.js';
import { imageSize } from '../../../src/models/imageSize.js';
import { mediaTypeOf } from '../../../src/models/mediaType.js';
import { ServiceError } from '../../../src/models/serviceError.js';
import { makeJpeg, makePng } from '../../support/providers/pictures.js';

const png = makePng({ width: 16, height: 8, seed: 1 });
const home = 'http://127.0.0.1:1';

interface Hop {
  readonly url: string;
  readonly headers: Headers;
}

/** A fetch that answers from a table of addresses. */
function web(pages: Readonly<Record<string, () => Response>>): { readonly fetch: typeof fetch; readonly hops: Hop[] } {
  const hops: Hop[] = [];
  return {
    hops,
    fetch: (url, init) => {
      const address = url instanceof Request ? url.url : url.toString();
      hops.push({ url: address, headers: new Headers(init?.headers) });
      const page = pages[address];
      return page ? Promise.resolve(page()) : Promise.reject(new TypeError('fetch failed'));
    },
  };
}

const picture = (): Response => new Response(new Uint8Array(png), { headers: { 'content-type': 'text/html' } });
const to = (location: string, status = 302) => (): Response => new Response(null, { status, headers: { location } });

async function failure(url: string, options: DownloadOptions): Promise<ServiceError> {
  const error: unknown = await download(url, { ...options, idleMs: 50, timeoutMs: 300 }).then(() => undefined, (reason: unknown) => reason);
  assert.ok(error instanceof ServiceError, String(error));
  assert.match(error.message, /^Could not .+\.$/);
  return error;
}

describe('a downloaded file', () => {
  it('is what its bytes say, whatever the header says', async () => {
    const { fetch, hops } = web({ 'https://files.example/a': picture });
    const { bytes, mediaType } = await download('https://files.example/a', { fetch });
    assert.equal(mediaType, 'image/png');
    assert.deepEqual(Buffer.from(bytes), Buffer.from(png));
    assert.deepEqual([...(hops[0]?.headers.keys() ?? [])], ['accept']);
  });

  it('may come from the configured origin without https', async () => {
    const { fetch } = web({ [`${home}/a`]: picture });
    assert.equal((await download(`${home}/a`, { fetch, allowedOrigin: home })).mediaType, 'image/png');
  });

  it('may be elsewhere, five redirects away, by relative and absolute addresses', async () => {
    const { fetch, hops } = web({
      'https://a.example/1': to('/2', 301),
      'https://a.example/2': to('https://b.example/3', 307),
      'https://b.example/3': to('4', 303),
      'https://b.example/4': to('//c.example/5', 308),
      'https://c.example/5': to('https://c.example/6'),
      'https://c.example/6': picture,
    });
    assert.equal((await download('https://a.example/1', { fetch })).mediaType, 'image/png');
    assert.equal(hops.length, 6);
  });

  it('is not looked for in circles', async () => {
    const { fetch, hops } = web({ 'https://a.example/1': to('/1') });
    assert.equal((await failure('https://a.example/1', { fetch })).reason, 'unexpected');
    assert.equal(hops.length, 6);
  });

  for (const address of ['http://a.example/x', 'http://127.0.0.1:2/x', 'file:///etc/passwd', 'data:image/png;base64,AA==', 'ftp://a/x', 'https://user:pw@a.example/x', 'blob:https://a/x', 'nonsense', '', 'http://127.0.0.1:1@evil.example/x']) {
    it(`is not asked for at “${address}”, not even after a redirect`, async () => {
      const { fetch, hops } = web({ 'https://a.example/1': to(address === '' || address === 'nonsense' ? 'http://b.example' : address) });
      await failure(address, { fetch, allowedOrigin: home });
      await failure('https://a.example/1', { fetch, allowedOrigin: home });
      assert.deepEqual(hops.map(({ url }) => url), ['https://a.example/1']);
    });
  }

  it('is at most so large, announced or not', async () => {
    const announced = web({ 'https://a.example/1': () => new Response(new Uint8Array(10), { headers: { 'content-length': '2000' } }) });
    const silent = web({ 'https://a.example/1': () => new Response(new Uint8Array(2000)) });
    for (const { fetch } of [announced, silent]) assert.match((await failure('https://a.example/1', { fetch, maxBytes: 1000 })).message, /larger/);
  });

  it('does not take for ever', async () => {
    const drip = (everyMs: number) => () => {
      let timer: NodeJS.Timeout;
      return new Response(
        new ReadableStream<Uint8Array>({
          start: (controller) => {
            timer = setInterval(() => {
              controller.enqueue(new Uint8Array(1));
            }, everyMs);
          },
          cancel: () => {
            clearInterval(timer);
          },
        }),
      );
    };
    const own = new AbortController();
    for (const everyMs of [10, 200]) {
      const { fetch } = web({ 'https://a.example/1': drip(everyMs) });
      // A made-up Response does not hear the signal; the body is cut by hand as a real one is.
      const cut: typeof fetch = async (url, init) => {
        const response = await fetch(url, init);
        const body = response.body!.pipeThrough(new TransformStream<Uint8Array, Uint8Array>(), { signal: init!.signal! });
        return new Response(body, response);
      };
      assert.equal((await failure('https://a.example/1', { fetch: cut, signal: own.signal })).reason, 'timeout');
    }
  });

  it('is asked for no longer when it is cancelled', async () => {
    const stop = new AbortController();
    const { fetch } = web({ 'https://a.example/1': picture });
    const cancelled: typeof fetch = (url, init) => {
      stop.abort();
      return init?.signal?.aborted ? Promise.reject(new DOMException('x', 'AbortError')) : fetch(url, init);
    };
    const error: unknown = await download('https://a.example/1', { fetch: cancelled, signal: stop.signal }).catch((reason: unknown) => reason);
    assert.ok(isAbort(error));
  });

  for (const [status, reason] of [[404, 'unexpected'], [403, 'unexpected'], [410, 'unexpected'], [500, 'network'], [503, 'network'], [429, 'network'], [304, 'unexpected']] as const) {
    it(`is ${reason} under status ${status}`, async () => {
      const { fetch } = web({ 'https://a.example/1': () => new Response(null, { status }) });
      assert.equal((await failure('https://a.example/1', { fetch })).reason, reason);
    });
  }

  it('cannot be reached where nobody answers', async () => {
    assert.equal((await failure('https://a.example/1', { fetch: web({}).fetch })).reason, 'network');
  });
});

describe('the type of a file', () => {
  const text = (value: string): Buffer => Buffer.from(value, 'latin1');
  const cases: readonly (readonly [string, Uint8Array, string | undefined])[] = [
    ['png', png, 'image/png'],
    ['jpeg', makeJpeg({ width: 8, height: 8, seed: 1 }), 'image/jpeg'],
    ['webp', text('RIFF\x00\x00\x00\x00WEBPVP8 '), 'image/webp'],
    ['mp4', text('\x00\x00\x00\x20ftypisom'), 'video/mp4'],
    ['mov', text('\x00\x00\x00\x14ftypqt  '), 'video/quicktime'],
    ['webm', text('\x1a\x45\xdf\xa3\x01\x42\x82\x84webm'), 'video/webm'],
    ['matroska', text('\x1a\x45\xdf\xa3\x01\x42\x82\x88matroska'), undefined],
    ['wav', text('RIFF\x00\x00\x00\x00WAVE'), undefined],
    ['svg', text('<svg xmlns="http://www.w3.org/2000/svg">'), undefined],
    ['html', text('<!doctype html>'), undefined],
    ['nothing', text(''), undefined],
    ['half a png', png.subarray(0, 5), undefined],
  ];
  for (const [name, bytes, type] of cases) it(`${name} is ${type ?? 'none that is kept'}`, () => { assert.equal(mediaTypeOf(bytes), type); });
});

describe('the size of a picture', () => {
  it('stands in the file', () => {
    assert.deepEqual(imageSize(png, 'image/png'), { width: 16, height: 8 });
    assert.deepEqual(imageSize(makeJpeg({ width: 24, height: 40, seed: 1 }), 'image/jpeg'), { width: 24, height: 40 });
  });

  it('is read from the three kinds of webp', () => {
    const webp = (kind: string, bytes: readonly number[]): Buffer => Buffer.concat([Buffer.from(`RIFF\0\0\0\0WEBP${kind}\0\0\0\0`, 'latin1'), Buffer.from(bytes), Buffer.alloc(20)]);
    assert.deepEqual(imageSize(webp('VP8 ', [0, 0, 0, 0x9d, 0x01, 0x2a, 0x40, 0x01, 0xf0, 0x00]), 'image/webp'), { width: 320, height: 240 });
    const bits = 319 | (239 << 14);
    assert.deepEqual(imageSize(webp('VP8L', [0x2f, bits & 255, (bits >> 8) & 255, (bits >> 16) & 255, (bits >> 24) & 255]), 'image/webp'), { width: 320, height: 240 });
    assert.deepEqual(imageSize(webp('VP8X', [0, 0, 0, 0, 0x3f, 0x01, 0, 0xef, 0, 0]), 'image/webp'), { width: 320, height: 240 });
  });

  it('is unknown in a file that is cut or empty', () => {
    assert.equal(imageSize(png.subarray(0, 20), 'image/png'), undefined);
    assert.equal(imageSize(Uint8Array.of(0xff, 0xd8, 0xff, 0xe0), 'image/jpeg'), undefined);
    assert.equal(imageSize(Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 0, 0, 0, 0, 0, 0, 0, 0), 'image/jpeg'), undefined);
    assert.equal(imageSize(new Uint8Array(40), 'image/webp'), undefined);
  });
});
