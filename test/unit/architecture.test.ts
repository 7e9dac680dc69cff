import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { build } from 'esbuild';
import { commandIds } from '../../src/editor/commandIds.js';

interface Manifest {
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly title: string; readonly category: string }[];
    readonly menus: Readonly<Record<string, readonly { readonly command?: string }[]>>;
    readonly walkthroughs: readonly { readonly steps: readonly { readonly description: string; readonly media: { readonly markdown: string }; readonly completionEvents: readonly string[] }[] }[];
  };
}

const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest;
const { commands, menus, walkthroughs } = manifest.contributes;

async function importsOf(entry: string): Promise<ReadonlyMap<string, readonly string[]>> {
  const { metafile } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    metafile: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    outdir: 'out',
    splitting: true,
    logLevel: 'silent',
  });
  return new Map(Object.entries(metafile.inputs).map(([path, { imports }]) => [path, imports.filter(({ external }) => !external).map((found) => found.path)]));
}

/** The first way found from a file back to itself. */
function cycle(imports: ReadonlyMap<string, readonly string[]>): readonly string[] | undefined {
  const done = new Set<string>();
  const walk = (path: string, way: readonly string[]): readonly string[] | undefined => {
    const at = way.indexOf(path);
    if (at >= 0) return [...way.slice(at), path];
    if (done.has(path)) return undefined;
    done.add(path);
    for (const next of imports.get(path) ?? []) {
      const found = walk(next, [...way, path]);
      if (found) return found;
    }
    return undefined;
  };
  for (const path of imports.keys()) {
    const found = walk(path, []);
    if (found) return found;
  }
  return undefined;
}

describe('The code', () => {
  it('has no import cycle', async () => {
    assert.equal(cycle(await importsOf('src/extension.ts'))?.join('\n→ '), undefined);
  });

  it('names every capability in CONTRIBUTING.md', () => {
    const folders = readdirSync('src', { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => `src/${name}/`);
    const layout = readFileSync('CONTRIBUTING.md', 'utf8');
    assert.deepEqual(folders.filter((folder) => !layout.includes(`${folder} `)), []);
  });

  it('finds a cycle where there is one', () => {
    const imports = new Map([['a', ['b']], ['b', ['c']], ['c', ['b']]]);
    assert.deepEqual(cycle(imports), ['b', 'c', 'b']);
  });
});

describe('The manifest', () => {
  const ids = new Set<string>(Object.values(commandIds));

  it('names every command that the code registers, and no other', () => {
    assert.deepEqual(commands.map(({ command }) => command).sort(), [...ids].sort());
  });

  it('titles commands with a verb and leaves the prefix to the category', () => {
    for (const { title, category } of commands) {
      assert.equal(category, 'Galley');
      assert.doesNotMatch(title, /Galley/);
    }
  });

  it('puts only commands that exist into menus and walkthroughs', () => {
    const used = [
      ...Object.values(menus).flat().flatMap(({ command }) => command ?? []),
      ...walkthroughs.flatMap(({ steps }) => steps).flatMap(({ description, completionEvents }) => [
        ...[...description.matchAll(/\(command:([\w.]+)/g)].map(([, id = '']) => id),
        ...completionEvents.flatMap((event) => (event.startsWith('onCommand:') ? event.slice('onCommand:'.length) : [])),
      ]),
    ];
    assert.deepEqual(used.filter((id) => id.startsWith('galley.') && !ids.has(id)), []);
  });

  it('ships a page for each step of the walkthrough', () => {
    const missing = walkthroughs.flatMap(({ steps }) => steps).map(({ media }) => media.markdown).filter((path) => !existsSync(path));
    assert.deepEqual(missing, []);
  });
});
