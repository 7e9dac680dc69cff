import type { Studio } from '../../studio/studio.js';
import type { SpecialMessage } from '../quota.js';
import { parseSpecialMessage } from '../specialMessage.js';

/** A special message as the studio's pillars make it read. */
export function readMessage(text: string, pillars: Studio['pillars']): SpecialMessage {
  return parseSpecialMessage(text, { pillars: Object.values(pillars) });
}
