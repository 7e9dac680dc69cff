import type { CoverRequest, CoverResult } from './renderCover.js';

/** Where the worker finds its parts. Absolute file paths. */
export interface CoverFiles {
  /** The renderer's WebAssembly module. */
  readonly wasm: string;
  /** Folder of the shipped fonts. */
  readonly fonts: string;
}

/** To the worker, which answers each with one `FromWorker` of the same id, in order. */
export interface ToWorker {
  readonly id: number;
  readonly request: CoverRequest;
}

export type FromWorker =
  | { readonly type: 'done'; readonly id: number; readonly result: CoverResult }
  /** A bug or a damaged installation; what is wrong with a title is a result. */
  | { readonly type: 'failed'; readonly id: number; readonly message: string };
