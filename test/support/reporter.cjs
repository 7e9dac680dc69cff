const { writeFileSync } = require('node:fs');
const { reporters } = require('mocha');

/** Mocha's usual report, and its counts in the file that `GALLEY_TEST_RESULTS` names. */
module.exports = class extends reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    runner.once('end', () => {
      const { passes, failures, pending } = runner.stats;
      const file = process.env.GALLEY_TEST_RESULTS;
      if (file) writeFileSync(file, JSON.stringify({ passed: passes, failed: failures, skipped: pending }));
    });
  }
};
