// The sum of the test runs must never read better than the runs were.
import { expect, test } from 'vitest';
import { addUp } from './totals.mjs';

const good = { numPassedTests: 3, numFailedTests: 0, numPendingTests: 1, numTodoTests: 0, testResults: [] };

test('passed, failed and skipped tests of all runs are added up', () => {
  const mixed = { ...good, numPassedTests: 2, numFailedTests: 4 };

  expect(addUp([run(0, good), run(1, mixed)])).toMatchObject({ passed: 5, failed: 4, skipped: 2 });
});

test('a run without a report is a failure', () => {
  expect(addUp([run(0, good), run(137, undefined)])).toMatchObject({ passed: 3, failed: 1 });
});

test('a run in which nothing ran is a failure', () => {
  expect(addUp([run(0, { ...good, numPassedTests: 0 })])).toMatchObject({ passed: 0, failed: 1 });
});

test('a file that could not be loaded is a failure, although none of its tests is counted', () => {
  const report = {
    ...good,
    testResults: [{ name: 'a.test.ts', status: 'failed', message: 'no such module', assertionResults: [] }],
  };

  expect(addUp([run(1, report)])).toMatchObject({ passed: 3, failed: 1 });
});

test('a failed test is named with its reason', () => {
  const failed = { status: 'failed', fullName: 'two and two', failureMessages: ['expected 5 to be 4'] };
  const report = {
    ...good,
    numFailedTests: 1,
    testResults: [{ name: 'a.test.ts', status: 'failed', message: '', assertionResults: [failed] }],
  };

  expect(addUp([run(1, report)]).complaints).toEqual(['all: a.test.ts › two and two\n    expected 5 to be 4']);
});

test('a run that ends badly although no test failed is a failure', () => {
  expect(addUp([run(1, good)])).toMatchObject({ passed: 3, failed: 1 });
});

function run(exitCode, report) {
  return { name: 'all', exitCode, report };
}
