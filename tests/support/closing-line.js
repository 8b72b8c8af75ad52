const { writeSync } = require('node:fs');

/** Ends a run with one plain line, "12 passed, 0 failed", for people and machines that read only the end. */
module.exports = class ClosingLine {
  constructor(config) {
    this.output = config.json ? 2 : 1;
  }

  onRunComplete(_contexts, results) {
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    const line = `\n${results.numPassedTests} passed, ${failed} failed\n`;
    process.once('exit', () => writeSync(this.output, line));
  }
};
