import type { TextEdit } from '../common/text.js';

/** One post file as the editor sees it: unsaved changes included. */
export interface PostStore {
  /** The post's uri as a string. */
  readonly uri: string;
  /** For messages: the file's name. */
  readonly name: string;
  /** Rejects with `PostGone` when the file is no longer there. */
  read(): Promise<string>;
  /**
   * Applies edits as one undo step and saves the file if it was clean. `change` gets the current text and may be
   * called again when the text moves on meanwhile. Rejects with `PostGone` when the file is no longer there.
   */
  write(change: (text: string) => readonly TextEdit[]): Promise<void>;
  /** Writes a file under `media/` beside the post, whole or not at all; returns its path relative to the post. */
  saveArtifact(fileName: string, bytes: Uint8Array): Promise<string>;
  /** Last resort for a result that the post can no longer take: shows `text` in a new unsaved document. */
  rescue(text: string): Promise<void>;
}

/** The post was deleted or can no longer be read. */
export class PostGone extends Error {
  override readonly name = 'PostGone';
}
