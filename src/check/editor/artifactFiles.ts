import { readdir } from 'node:fs/promises';
import * as vscode from 'vscode';
import { readPicture, type Picture } from '../aspect.js';
import { readHead } from '../../common/readFiles.js';
import type { Files } from '../fileChecks.js';

/** What every size is found in, but for photographs with long notes of the camera. */
const shortHead = 4 * 1024;
const longHead = 256 * 1024;

type Listing = ReadonlySet<string> | 'missing' | 'unknown';

/** Pictures and other files that posts name. Folders are listed and pictures read once, until something in them changes. */
export class ArtifactFiles {
  private readonly folders = new Map<string, Promise<Listing>>();
  private readonly pictures = new Map<string, Promise<Picture | undefined>>();

  /** The files beside a post. Pictures on file systems that only give whole files are read when `isOpen`. */
  beside(post: vscode.Uri, isOpen: boolean): Files {
    const folder = vscode.Uri.joinPath(post, '..');
    return {
      stat: (path) => this.stat(vscode.Uri.joinPath(folder, path)),
      picture: (path) => {
        const uri = vscode.Uri.joinPath(folder, path);
        if (uri.scheme !== 'file' && !isOpen) return Promise.resolve(undefined);
        return remembered(this.pictures, uri.toString(), () => readPictureAt(uri));
      },
    };
  }

  /** A file or folder was made, changed or deleted. */
  changed(uri: vscode.Uri): void {
    this.pictures.delete(uri.toString());
    this.folders.delete(uri.toString());
    this.folders.delete(vscode.Uri.joinPath(uri, '..').toString());
    // Of a folder that goes with all in it, it alone is told.
    const inside = `${uri.toString()}/`;
    for (const folder of this.folders.keys()) if (folder.startsWith(inside)) this.folders.delete(folder);
  }

  private async stat(uri: vscode.Uri): Promise<'file' | 'missing' | 'unknown'> {
    const folder = vscode.Uri.joinPath(uri, '..');
    const listing = await remembered(this.folders, folder.toString(), () => list(folder));
    if (typeof listing === 'string') return listing;
    if (listing.has(uri.path.slice(uri.path.lastIndexOf('/') + 1))) return 'file';
    // Not every disk tells capitals or accents apart, and the file may have come since.
    return statOne(uri);
  }
}

function remembered<Value>(known: Map<string, Promise<Value>>, key: string, find: () => Promise<Value>): Promise<Value> {
  const value = known.get(key) ?? find();
  known.set(key, value);
  return value;
}

async function list(folder: vscode.Uri): Promise<Listing> {
  try {
    if (folder.scheme === 'file') return new Set(await readdir(folder.fsPath));
    return new Set((await vscode.workspace.fs.readDirectory(folder)).map(([name]) => name));
  } catch (error) {
    return isNotFound(error) ? 'missing' : 'unknown';
  }
}

async function statOne(uri: vscode.Uri): Promise<'file' | 'missing' | 'unknown'> {
  try {
    await vscode.workspace.fs.stat(uri);
    return 'file';
  } catch (error) {
    return isNotFound(error) ? 'missing' : 'unknown';
  }
}

function isNotFound(error: unknown): boolean {
  return error instanceof Error && 'code' in error && ['ENOENT', 'ENOTDIR', 'FileNotFound'].includes(String(error.code));
}

async function readPictureAt(uri: vscode.Uri): Promise<Picture | undefined> {
  try {
    if (uri.scheme !== 'file') return readPicture(await vscode.workspace.fs.readFile(uri));
    return readPicture(await readHead(uri.fsPath, shortHead)) ?? readPicture(await readHead(uri.fsPath, longHead));
  } catch {
    return undefined;
  }
}
