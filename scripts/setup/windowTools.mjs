import { ensureChromium } from './chromium.mjs';
import { ensureVscodeHost } from './vscodeHost.mjs';

/** Everything that driving a VS Code window takes; installs what is missing. */
export async function ensureWindowTools() {
  const host = await ensureVscodeHost();
  return { ...host, chromium: await ensureChromium() };
}
