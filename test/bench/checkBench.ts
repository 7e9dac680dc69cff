import { Module, createRequire } from 'node:module';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { getLanguageService, type LanguageService, type WorkspaceContextService } from 'yaml-language-server';
import { captionStep } from '../../src/caption/caption.js';
import { loadMeasure } from '../../src/caption/length.js';
import { readPicture } from '../../src/check/aspect.js';
import { quickProblems, slowFindings } from '../../src/check/checkPost.js';
import type { CheckProblem } from '../../src/check/codes.js';
import { finishNow } from '../../src/common/finishNow.js';
import { Slices } from '../../src/common/slices.js';
import { artifactsOf, fileProblems, type Files } from '../../src/check/fileChecks.js';
import { noNeighbors, type Neighbors } from '../../src/check/postChecks.js';
import { readHead, readWhole } from '../../src/common/readFiles.js';
import { sourceMemos } from '../../src/check/sourceChecks.js';
import { remembering } from '../../src/check/xLength.js';
import { draftStep } from '../../src/draft/draft.js';
import { altTextStep } from '../../src/hero/altText.js';
import { heroImageStep } from '../../src/hero/heroImage.js';
import type { Step } from '../../src/pipeline/step.js';
import { parsePost } from '../../src/post/parse.js';
import type { Post } from '../../src/post/post.js';
import { PostIndex } from '../../src/posts/postIndex.js';
import { parseStudio } from '../../src/studio/studio.js';
import { longestStall, median } from './measure.js';
import { samplePost } from './posts.js';
import { studioText, writeSamples } from './samples.js';
import { shippedPrompts } from '../support/prompts.js';

/**
 * What checks cost: per keystroke, against yaml-language-server on the same front matter, and for a whole workspace.
 * Run with `node --expose-gc --import=tsx test/bench/checkBench.ts [posts]`.
 */
const steps: readonly Step[] = [draftStep, captionStep, heroImageStep, altTextStep];
const { studio } = parseStudio(studioText);
// As in the bundle, which leaves this polyfill out (`src/caption/noSplitPolyfill.ts`).
const fromTwitterText = createRequire(createRequire(import.meta.url).resolve('twitter-text'));
const polyfill = fromTwitterText.resolve('core-js/modules/es6.regexp.split');
fromTwitterText.cache[polyfill] = Object.assign(new Module(polyfill), { loaded: true });
const measure = remembering(await loadMeasure());

function worst(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length * 0.95)] ?? NaN;
}

interface Typing {
  readonly name: string;
  readonly text: string;
  readonly at: number;
}

const keystrokes = 120;
const typed = 'the quick brown fox writes of 12 things and then some more of them ';

/** A post of about this size, and the places that people type at. */
function typings(kilobytes: number): readonly Typing[] {
  const text = samplePost(1, { bodyLength: Math.max(100, kilobytes * 1024 - 1900) });
  const size = `${kilobytes} KB`;
  return [
    { name: `${size}, in the caption`, text, at: text.indexOf('\n  #') },
    { name: `${size}, in the body`, text, at: Math.floor((text.indexOf('\n---\n') + text.length) / 2) },
  ];
}

/** Front matter that is long itself: 400 receipts. */
function manyReceipts(): Typing {
  const text = samplePost(1);
  const line = /^ {2}- \{ step: draft.*\n/m.exec(text)?.[0] ?? '';
  const long = text.replace(line, line.repeat(400));
  return { name: `${Math.round(long.length / 1024)} KB, 400 receipts, in the caption`, text: long, at: long.indexOf('\n  #') };
}

function versions({ text, at }: Typing): readonly string[] {
  return Array.from({ length: keystrokes }, (_, count) => text.slice(0, at) + typed.repeat(3).slice(0, count + 1) + text.slice(at));
}

interface Timings {
  readonly name: string;
  readonly keystroke: readonly number[];
  readonly rest: readonly number[];
  readonly cold: readonly number[];
  readonly yaml: readonly number[];
}

async function typeIn(typing: Typing, yaml: YamlCheck): Promise<Timings> {
  const texts = versions(typing);
  const memos = sourceMemos();
  const timings = { name: typing.name, keystroke: [] as number[], rest: [] as number[], cold: [] as number[], yaml: [] as number[] };
  let post: Post | undefined;
  for (const text of texts) {
    let started = performance.now();
    post = parsePost(text, post);
    quickProblems(post, { studio, measure, neighbors: noNeighbors });
    timings.keystroke.push(performance.now() - started);
    started = performance.now();
    finishNow(slowFindings(post, { studio, steps, facts: [], prompts: shippedPrompts.prompts, memos }));
    timings.rest.push(performance.now() - started);
    started = performance.now();
    finishNow(slowFindings(post, { studio, steps, facts: [], prompts: shippedPrompts.prompts, memos: sourceMemos() }));
    timings.cold.push(performance.now() - started);
    const yamlText = post.frontMatter ? text.slice(post.frontMatter.start, post.frontMatter.end) : '';
    started = performance.now();
    await yaml(yamlText);
    timings.yaml.push(performance.now() - started);
  }
  return timings;
}

type YamlCheck = (text: string) => Promise<readonly unknown[]>;

/** What a schema can say of a post: kinds of values, known words. */
const text = { type: 'string' };
const postSchema = {
  type: 'object',
  required: ['title'],
  properties: {
    id: { type: 'string', pattern: '^[A-Za-z0-9_-]{12}$' }, title: text, pillar: { enum: Object.keys(studio.pillars) }, content_format: { enum: ['hero_text', 'video'] }, caption: { type: 'string', maxLength: 500 },
    captions: { type: 'object', additionalProperties: text },
    plan: { type: 'object', properties: { brief: text, rationale: text, special_message: text, sources: { type: 'array' } } },
    hero: { type: 'object', properties: { image: text, alt: text, prompt: text, aspect_ratio: text, seed: { type: 'integer' } } },
    pipeline: { type: 'array', items: { type: 'object', required: ['step', 'status'], properties: { step: { enum: ['plan', 'draft', 'caption', 'hero_image', 'alt_text', 'video'] }, status: { enum: ['done', 'failed', 'canceled'] }, cost_usd: { type: 'number', minimum: 0 } } } },
  },
};

function yamlLanguageServer(): YamlCheck {
  const require = createRequire(createRequire(import.meta.url).resolve('yaml-language-server'));
  const { TextDocument } = require('vscode-languageserver-textdocument') as { TextDocument: { create(uri: string, language: string, version: number, text: string): Parameters<LanguageService['doValidation']>[0] } };
  const unused = (): never => { throw new Error('Not used'); };
  const workspaceContext: WorkspaceContextService = { resolveRelativePath: unused };
  const service = getLanguageService({ schemaRequestService: unused, workspaceContext });
  service.configure({ validate: true, hover: false, completion: false, schemas: [{ uri: 'bench://post', fileMatch: ['*'], schema: postSchema }] });
  let version = 0;
  return (yaml) => service.doValidation(TextDocument.create('file:///post.yaml', 'yaml', ++version, yaml), false);
}

/** Folders are listed once, as in the editor. */
function diskFiles(): (post: string) => Files {
  const folders = new Map<string, Promise<ReadonlySet<string>>>();
  return (post) => ({
    async stat(path) {
      const file = join(dirname(post), path);
      const names = folders.get(dirname(file)) ?? readdir(dirname(file)).then((list) => new Set(list), () => new Set<string>());
      folders.set(dirname(file), names);
      return (await names).has(file.slice(dirname(file).length + 1)) ? 'file' : 'missing';
    },
    picture: async (path) => readPicture(await readHead(join(dirname(post), path), 4096)),
  });
}

interface Phases {
  readonly read: number;
  readonly all: number;
  readonly wall: number;
  readonly problems: number;
  readonly byCode: ReadonlyMap<string, number>;
}

function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

async function diagnoseAll(paths: readonly string[], index: PostIndex): Promise<Phases> {
  // As in the editor: files are read, checked and looked for that many at a time.
  const atOnce = 64;
  let started = cpuMs();
  for (let at = 0; at < paths.length; at += atOnce) await Promise.all(paths.slice(at, at + atOnce).map(readWhole));
  const read = cpuMs() - started;
  const byCode = new Map<string, number>();
  const filesBeside = diskFiles();
  const slices = new Slices();
  started = cpuMs();
  const begun = performance.now();
  for (let at = 0; at < paths.length; at += atOnce) {
    const chunk = await Promise.all(paths.slice(at, at + atOnce).map(async (path) => ({ path, text: new TextDecoder().decode(await readWhole(path)) })));
    const examined: (() => Promise<void>)[] = [];
    for (const { path, text: content } of chunk) {
      await slices.pause();
      const post = parsePost(content);
      const quick = quickProblems(post, { studio, measure, neighbors: neighborsOf(index, path, post) });
      const { problems } = await slices.finish(slowFindings(post, { studio, steps, facts: [], prompts: shippedPrompts.prompts, memos: sourceMemos() }));
      examined.push(() => finish(path, post, [...quick, ...problems]));
    }
    await Promise.all(examined.map((finishOne) => finishOne()));
  }
  async function finish(path: string, post: Post, found: readonly CheckProblem[]): Promise<void> {
    const { artifacts, problems } = artifactsOf(post, 2);
    for (const { code } of [...found, ...problems, ...(await fileProblems(post, studio, artifacts, filesBeside(path)))]) byCode.set(code, (byCode.get(code) ?? 0) + 1);
  }
  return { read, all: cpuMs() - started, wall: performance.now() - begun, problems: [...byCode.values()].reduce((sum, count) => sum + count, 0), byCode };
}

function neighborsOf(index: PostIndex, uri: string, post: Post): Neighbors {
  const others = (list: readonly { readonly uri: string }[]) => list.filter((other) => other.uri !== uri).map((other) => ({ uri: other.uri, name: other.uri }));
  return { sameId: post.id === undefined ? [] : others(index.withId(post.id)), similarCaption: others(index.similarCaptions(uri).map(({ post: other }) => other)) };
}

function heapMb(): number {
  globalThis.gc?.();
  globalThis.gc?.();
  return process.memoryUsage().heapUsed / 1024 / 1024;
}

const yaml = yamlLanguageServer();
if ((await yaml('pillar: nonsense\n')).length !== 2) throw new Error('yaml-language-server does not check the schema');
const cases = [...[1, 10, 100].flatMap(typings), manyReceipts()];
for (const typing of cases) await typeIn(typing, yaml);
console.log('ms per keystroke: median (95th percentile)        parse + problems     at rest, cached     at rest, cold    yaml-language-server');
for (const typing of cases) {
  const { name, keystroke, rest, cold, yaml: validated } = await typeIn(typing, yaml);
  const cell = (values: readonly number[]): string => `${median(values).toFixed(2)} (${worst(values).toFixed(2)})`.padStart(20);
  console.log(name.padEnd(46) + [keystroke, rest, cold, validated].map(cell).join(''));
}

const count = Number(process.argv[2] ?? 10_000);
const folder = await mkdtemp(join(tmpdir(), 'galley-bench-'));
try {
  const paths = await writeSamples(folder, count);
  const index = new PostIndex();
  for (const path of paths) index.set(path, await readFile(path, 'utf8'));
  const before = heapMb();
  const first = await diagnoseAll(paths, index);
  const memory = heapMb() - before;
  const again = await diagnoseAll(paths, index);
  const stall = await longestStall(() => diagnoseAll(paths, index));
  console.log('\nposts   read, CPU ms   read and diagnose, CPU ms   again   wall ms   longest stall ms   memory MB   problems');
  console.log([String(count).padEnd(7), again.read.toFixed(0).padStart(12), first.all.toFixed(0).padStart(27), again.all.toFixed(0).padStart(7), again.wall.toFixed(0).padStart(9), stall.toFixed(1).padStart(18), memory.toFixed(1).padStart(11), String(again.problems).padStart(10)].join(' '));
  console.log([...again.byCode].map(([code, found]) => `${code} ${found}`).join(', '));
} finally {
  await rm(folder, { recursive: true, force: true });
}
