import assert from 'node:assert/strict';
import { aspectOf, hasAspect, readPicture, type Picture } from '../../../src/check/aspect.js';
import type { CheckProblem } from '../../../src/check/codes.js';
import { artifactsOf, fileProblems, type Files } from '../../../src/check/fileChecks.js';
import { parsePost } from '../../../src/post/parse.js';
import { marks, postText, studioOf } from './support.js';

/** The start of a PNG of this size. */
function png(width: number, height: number): Uint8Array {
  const bytes = Buffer.alloc(33);
  Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]).copy(bytes);
  bytes.write('IHDR', 12);
  bytes.writeUInt32BE(width, 16);
  bytes.writeUInt32BE(height, 20);
  return bytes;
}

/** The start of a JPEG of this size, with notes of a camera before it. */
function jpeg(width: number, height: number): Uint8Array {
  const bytes = Buffer.alloc(60);
  Buffer.from([0xff, 0xd8, 0xff, 0xe1, 0, 30]).copy(bytes);
  Buffer.from([0xff, 0xc0, 0, 17, 8]).copy(bytes, 34);
  bytes.writeUInt16BE(height, 39);
  bytes.writeUInt16BE(width, 41);
  return bytes;
}

class FakeFiles implements Files {
  readonly asked: string[] = [];
  constructor(private readonly files: Readonly<Record<string, Uint8Array | 'unknown'>>) {}
  stat(path: string): Promise<'file' | 'missing' | 'unknown'> {
    this.asked.push(path);
    const file = this.files[path];
    return Promise.resolve(file === undefined ? 'missing' : file === 'unknown' ? 'unknown' : 'file');
  }
  picture(path: string): Promise<Picture | undefined> {
    const file = this.files[path];
    return Promise.resolve(file === undefined || file === 'unknown' ? undefined : readPicture(file));
  }
}

async function problems(text: string, files: Files, studio = '', depth = 1): Promise<readonly CheckProblem[]> {
  const post = parsePost(text);
  const { artifacts, problems: inText } = artifactsOf(post, depth);
  return [...inText, ...(await fileProblems(post, studioOf(studio), artifacts, files))];
}
const checked = async (frontMatter: string, files: Readonly<Record<string, Uint8Array | 'unknown'>>, studio = '', depth = 1) => {
  const text = postText(frontMatter);
  return marks(text, await problems(text, new FakeFiles(files), studio, depth));
};

const receipt = (artifact: string, status = 'done') => `  - { step: hero_image, status: ${status}, artifact: ${artifact} }\n`;

describe('Files of a post', () => {
  it('are fine when they are there', async () => {
    assert.deepEqual(await checked('hero: { image: media/a.png, aspect_ratio: "16:9" }\n', { 'media/a.png': png(1600, 900) }), []);
  });

  it('are reported where they are named when they are missing', async () => {
    assert.deepEqual(await checked(`hero: { image: ./media/a.png }\nvideo: { file: v.mp4 }\npipeline:\n${receipt('media/b.png')}`, {}), [
      'hero-missing «./media/a.png»', 'video-missing «v.mp4»', 'artifact-missing «media/b.png»',
    ]);
  });

  it('are reported once when hero and receipt name the same one', async () => {
    assert.deepEqual(await checked(`hero: { image: media/a.png }\npipeline:\n${receipt('media/a.png')}${receipt('"media/a.png"')}`, {}), ['hero-missing «media/a.png»']);
  });

  it('are not reported when nobody could tell', async () => {
    assert.deepEqual(await checked('hero: { image: a.png, aspect_ratio: "16:9" }\n', { 'a.png': 'unknown' }), []);
  });

  it('of runs that failed are not looked for', async () => {
    assert.deepEqual(await checked(`pipeline:\n${receipt('a.png', 'failed')}`, {}), []);
  });

  it('are marked at the right receipt among malformed ones', async () => {
    assert.deepEqual(await checked(`pipeline:\n  - { step: nonsense, status: done, artifact: no.png }\n  - text\n${receipt('yes.png')}`, {}), ['artifact-missing «yes.png»']);
  });

  it('outside of the workspace are reported and never looked up', async () => {
    const files = new FakeFiles({});
    const text = postText(`hero: { image: ../../a.png }\nvideo: { file: /etc/passwd }\npipeline:\n${receipt('"C:/x.png"')}`);
    assert.deepEqual(marks(text, await problems(text, files)), ['hero-outside «../../a.png»', 'artifact-outside «/etc/passwd»', 'artifact-outside «"C:/x.png"»']);
    assert.deepEqual(files.asked, []);
    assert.deepEqual(await checked('hero: { image: ../a.png }\n', { '../a.png': png(1, 1) }), []);
  });

  it('that not every system can have are reported', async () => {
    assert.deepEqual(await checked('hero: { image: "media/a?.png" }\n', {}), ['unportable-path «"media/a?.png"»']);
    assert.deepEqual(await checked('hero: { image: aux.png }\n', {}), ['unportable-path «aux.png»']);
  });
});

describe('Aspect ratio of the hero', () => {
  it('is compared to the post\'s, then to the studio\'s', async () => {
    const files = { 'a.png': png(1080, 1080) };
    assert.deepEqual(await checked('hero: { image: a.png, aspect_ratio: "16:9" }\n', files), ['hero-wrong-aspect «"16:9"»']);
    assert.deepEqual(await checked('hero: { image: a.png }\n', files, 'hero: { aspect_ratio: "16:9" }\n'), ['hero-wrong-aspect «a.png»']);
    assert.deepEqual(await checked('hero: { image: a.png, aspect_ratio: "1:1" }\n', files, 'hero: { aspect_ratio: "16:9" }\n'), []);
    assert.deepEqual(await checked('hero: { image: a.png }\n', files), []);
  });

  it('is said in the words of the file', async () => {
    const [problem] = await problems(postText('hero: { image: a.png, aspect_ratio: "16:9" }\n'), new FakeFiles({ 'a.png': png(1080, 1350) }));
    assert.equal(problem?.message, 'The hero image is 1080 × 1350, which is 4:5 and not 16:9.');
    assert.equal(problem.suggestion, '4:5');
  });

  it('of a JPEG may be turned by the camera', async () => {
    assert.deepEqual(await checked('hero: { image: a.jpg, aspect_ratio: "9:16" }\n', { 'a.jpg': jpeg(1920, 1080) }), []);
    assert.deepEqual(await checked('hero: { image: a.jpg, aspect_ratio: "1:1" }\n', { 'a.jpg': jpeg(1920, 1080) }), ['hero-wrong-aspect «"1:1"»']);
  });

  it('is not asked of what is no picture or no ratio', async () => {
    assert.deepEqual(await checked('hero: { image: a.png, aspect_ratio: "16:9" }\n', { 'a.png': Buffer.from('<svg/>') }), []);
    assert.deepEqual(await checked('hero: { image: a.png, aspect_ratio: wide }\n', { 'a.png': png(1, 1) }), []);
  });

  it('allows for sides that providers round', () => {
    const sized = (width: number, height: number): Picture => ({ width, height, mayBeTurned: false });
    assert.equal(hasAspect(sized(1344, 768), '16:9'), true);
    assert.equal(hasAspect(sized(1200, 630), '16:9'), false);
    assert.equal(hasAspect(sized(1, 1), '0:0'), undefined);
    assert.equal(aspectOf({ width: 300, height: 100 }), '3:1');
  });
});
