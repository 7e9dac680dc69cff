import { chromium, type BrowserContext } from 'playwright-core';
import type { WindowTools } from '../../scripts/setup/windowTools.mjs';

/** As large as a laptop's screen; README pictures are taken at this size too. */
export const windowSize = { width: 1600, height: 1000 };

/** Opens Chromium without a visible window. `profile` keeps what VS Code stores in the browser. */
export function openBrowser(tools: WindowTools, profile: string): Promise<BrowserContext> {
  return chromium.launchPersistentContext(profile, {
    executablePath: tools.chromium,
    headless: true,
    viewport: windowSize,
    // Containers give neither a user namespace for the sandbox nor a large /dev/shm; only pages of this computer are opened.
    args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-quic', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
}
