import type { Fact } from '../plan/cluster.js';
import type { Studio } from '../studio/studio.js';

export interface ClusterFile {
  /** As a post's `sources` name it. */
  readonly name: string;
  readonly title: string | undefined;
  readonly urls: readonly string[];
  readonly facts: readonly Fact[];
}

/** What the workspace knows beyond the file itself; asked for only where it is needed. */
export interface WorkspaceWords {
  readonly studio: Studio;
  clusters(): Promise<readonly ClusterFile[]>;
  /** Files in the post's media folder, relative to the post. */
  media(): Promise<readonly string[]>;
  /** Hashtags of other posts without `#`, the most used first. */
  tags(): Promise<readonly string[]>;
}

const picture = /\.(?:png|jpe?g|webp|gif|avif)$/i;
const clip = /\.(?:mp4|webm|mov|m4v)$/i;

export function isPicture(path: string): boolean {
  return picture.test(path);
}

export function isClip(path: string): boolean {
  return clip.test(path);
}
