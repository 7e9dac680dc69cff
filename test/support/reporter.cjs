const { writeFileSync } = require('node:fs');
const { reporters } = require('mocha');

/** Mocha's usual report, and its counts, whole and of each outermost suite, in the file that `GALLEY_TEST_RESULTS` names. */
module.exports = class extends reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    const suites = {};
    const count = (key) => (runnable) => {
      const [suite] = runnable.titlePath();
      suites[suite] ??= { passed: 0, failed: 0, skipped: 0 };
      suites[suite][key]++;
    };
    runner.on('pass', count('passed'));
    runner.on('fail', count('failed'));
    runner.on('pending', count('skipped'));
    runner.once('end', () => {
      const { passes, failures, pending } = runner.stats;
      const file = process.env.GALLEY_TEST_RESULTS;
      if (file) writeFileSync(file, JSON.stringify({ passed: passes, failed: failures, skipped: pending, suites }));
    });
  }
};
