import * as vscode from 'vscode';
import type { Log } from '../../common/log.js';
import { UserError } from '../../common/userError.js';
import type { Posts } from '../../editor/posts.js';
import type { PostIndex } from '../postIndex.js';
import { changePillar } from './changePillar.js';
import { draggedPosts, type TreeDrop } from './lazyTree.js';
import { isPostNode, type Node } from './nodes.js';

/** Dragging posts onto a pillar, or onto a post of it, moves them there. Onto an editor it opens them, as files do. */
export class PillarDrop implements TreeDrop {
  constructor(private readonly index: PostIndex, private readonly posts: Posts, private readonly isByPillar: () => boolean, private readonly log: Log) {}

  handleDrag(source: readonly Node[], data: vscode.DataTransfer): void {
    const uris = source.filter(isPostNode);
    if (uris.length === 0) return;
    data.set('text/uri-list', new vscode.DataTransferItem(uris.map((uri) => uri.toString()).join('\r\n')));
    data.set(draggedPosts, new vscode.DataTransferItem(uris.map((uri) => uri.toString())));
  }

  async handleDrop(target: Node | undefined, data: vscode.DataTransfer): Promise<void> {
    const uris = readUris(data.get(draggedPosts)?.value);
    const pillar = target && this.isByPillar() ? this.pillarAt(target) : undefined;
    if (!pillar || uris.length === 0) return;
    try {
      await changePillar(uris, pillar.key, this.posts);
    } catch (error) {
      if (error instanceof UserError) this.log.warn('A pillar was not changed');
      else this.log.error('A pillar could not be changed', error);
      const message = error instanceof UserError ? error.message : vscode.l10n.t('Could not change the pillar. The log has the details.');
      void vscode.window.showErrorMessage(message);
    }
  }

  private pillarAt(target: Node): { readonly key: string | undefined } | undefined {
    if (isPostNode(target)) {
      const post = this.index.get(target.toString());
      return post && { key: post.pillar };
    }
    const { group } = target.type === 'group' ? target : target.parent;
    return { key: group.key === '' ? undefined : group.key };
  }
}

function readUris(value: unknown): readonly vscode.Uri[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((uri: unknown) => (typeof uri === 'string' ? [vscode.Uri.parse(uri, true)] : []));
}
