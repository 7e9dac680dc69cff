import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'node:util';
import { testLine } from './report.js';

const testTimeoutMs = 30_000;

/** VS Code calls this inside its extension host; rejects when a test fails. */
export async function run(): Promise<void> {
  process.setSourceMapsEnabled(true);
  // Mocha 12 is ESM: a bundle that is CommonJS reaches it by a dynamic import.
  const { default: Mocha } = await import('mocha');
  Mocha.reporters.Base.consoleLog = (...parts: unknown[]): void => {
    for (const line of format(...parts).split('\n')) console.log(testLine + line);
  };
  const grep = process.env['GALLEY_TEST_GREP'];
  const mocha = new Mocha({ timeout: testTimeoutMs, color: false, forbidOnly: Boolean(process.env['CI']), ...(grep ? { grep } : {}) });
  const folder = __dirname;
  for (const name of readdirSync(folder).sort()) {
    if (name.endsWith('.test.cjs')) mocha.addFile(join(folder, name));
  }
  const failures = await new Promise<number>((resolve) => {
    const runner = mocha.run(resolve);
    runner.once('end', () => {
      const { passes, failures: failed, pending } = runner.stats ?? { passes: 0, failures: 1, pending: 0 };
      const results = process.env['GALLEY_TEST_RESULTS'];
      if (results) writeFileSync(results, JSON.stringify({ passed: passes, failed, skipped: pending }));
    });
  });
  if (failures > 0) throw new Error(`${failures} of Galley's tests failed in VS Code.`);
}
