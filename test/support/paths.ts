import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository. */
export const root = resolve(fileURLToPath(new URL('../..', import.meta.url)));
export const outFolder = resolve(root, 'out');

/** The extension under test: the repository, or the folder of an unpacked VSIX. */
export const extensionFolder = resolve(process.env['GALLEY_EXTENSION'] ?? root);
