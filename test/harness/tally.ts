import { appendFileSync } from 'node:fs';
import type { Reporter } from 'vitest/node';

type Line = { what: 'begun' | 'done' | 'passed' | 'failed' | 'end'; file?: string };

/**
 * Writes a line to `path` for each test as it ends, which `npm test` counts. A file that cannot be loaded and an error
 * outside the tests are one failure each.
 */
export function tally(path: string): Reporter {
  const note = (line: Line) => appendFileSync(path, `${JSON.stringify(line)}\n`);
  const noteErrors = (errors: readonly unknown[]) => {
    for (const _error of errors) note({ what: 'failed' });
  };
  return {
    onTestModuleQueued: ({ moduleId }) => note({ what: 'begun', file: moduleId }),
    onTestCaseResult(test) {
      const { state } = test.result();
      if (state === 'passed' || state === 'failed') note({ what: state });
    },
    onTestSuiteResult: (suite) => noteErrors(suite.errors()),
    onTestModuleEnd(module) {
      noteErrors(module.errors());
      note({ what: 'done', file: module.moduleId });
    },
    onTestRunEnd(_modules, unhandled) {
      noteErrors(unhandled);
      note({ what: 'end' });
    },
  };
}
