import type { ReceiptSource } from '../../cost/editor/costsPanel.js';
import { titleOf } from '../list.js';
import type { WorkspacePosts } from './watcher.js';

/** What every post of the workspace cost, from the index. */
export function indexedReceipts(known: Pick<WorkspacePosts, 'index' | 'whenReady' | 'lookAgain'>): ReceiptSource {
  return {
    async read(isAsked) {
      await (isAsked ? known.lookAgain() : known.whenReady());
      return [...known.index.all].map((post) => ({ uri: post.uri, title: titleOf(post), receipts: post.receipts }));
    },
    onDidChange: (listener) => known.index.onDidChange((changes) => {
      if (changes.some(({ before, after }) => before?.receipts !== after?.receipts)) listener();
    }),
  };
}
