import type { Channel } from '../common/terms.js';

/** Which provider and model a port stands for, as receipts and the UI name it. */
export interface ModelInfo {
  /** `builtin`, `openai`, `fal`, `vscode`… */
  readonly provider: string;
  readonly model: string;
  readonly channel: Channel;
  /** For people: `Built-in (rules, no AI model) - on this computer`. */
  readonly label: string;
}
