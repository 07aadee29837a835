// Adds up test runs for .ci/run: `totals.mjs NAME EXIT_CODE REPORT_FILE …`, prints `N passed, N failed[, N skipped]` last. Node 18 syntax.
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/**
 * @param {{ name: string, exitCode: number, report?: object }[]} runs `report` as vitest's json reporter writes it
 * @returns {{ passed: number, failed: number, skipped: number, complaints: string[] }}
 */
export function addUp(runs) {
  const counted = runs.map(countRun);
  const sum = (key) => counted.reduce((total, run) => total + run[key], 0);
  return {
    passed: sum('passed'),
    failed: sum('failed'),
    skipped: sum('skipped'),
    complaints: counted.flatMap((run) => run.complaints),
  };
}

/** A run that crashed, ran nothing or ended badly without naming a test counts as one failure: silence is never success. */
function countRun({ name, exitCode, report }) {
  if (!report)
    return { passed: 0, failed: 1, skipped: 0, complaints: [`${name}: ended with ${exitCode} and left no report`] };

  const brokenFiles = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  );
  const complaints = [
    ...brokenFiles.map((file) => `${name}: ${file.name} did not run: ${file.message}`),
    ...report.testResults.flatMap((file) => file.assertionResults.flatMap((test) => failure(name, file, test))),
  ];
  const passed = report.numPassedTests;
  const failed = report.numFailedTests + brokenFiles.length;
  const skipped = report.numPendingTests + report.numTodoTests;

  if (failed === 0 && passed === 0) complaints.push(`${name}: ran no test`);
  else if (failed === 0 && exitCode !== 0) complaints.push(`${name}: ended with ${exitCode} although no test failed`);
  else return { passed, failed, skipped, complaints };
  return { passed, failed: failed + 1, skipped, complaints };
}

/** Each failed test once more near the end, with the first lines of why: what stands further up is often cut off. */
function failure(name, file, test) {
  if (test.status !== 'failed') return [];
  const why = (test.failureMessages ?? []).join('\n').split('\n').slice(0, 12).join('\n    ');
  return [`${name}: ${file.name} › ${test.fullName}\n    ${why}`];
}

function readReport(file) {
  if (!existsSync(file)) return undefined;
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    console.error(`${file}: ${error.message}`); // cut off by a crash: counts like a missing one
    return undefined;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const args = process.argv.slice(2);
  const runs = [];
  for (let at = 0; at < args.length; at += 3) {
    runs.push({ name: args[at], exitCode: Number(args[at + 1]), report: readReport(args[at + 2]) });
  }
  const { passed, failed, skipped, complaints } = addUp(runs);
  for (const complaint of complaints) console.log(complaint);
  console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
  process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
}
