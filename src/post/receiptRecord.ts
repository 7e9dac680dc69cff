import { receiptMembers, type LineMember } from './receipts.js';
import type { Receipt } from './post.js';

/** A receipt as commands return it: the keys and values of its line in the file. */
export type ReceiptRecord = Readonly<Record<string, unknown>>;

export function receiptRecord(receipt: Receipt): ReceiptRecord {
  return fromMembers(receiptMembers(receipt));
}

function fromMembers(members: readonly LineMember[]): ReceiptRecord {
  return Object.fromEntries(members.map(([key, value]) => [key, Array.isArray(value) ? fromMembers(value) : value]));
}
