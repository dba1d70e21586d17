import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { run } from './process.mjs';

/**
 * Runs the tests against dist/, and says at the end, loudly, which were skipped. A suite that needs a server
 * which this machine lacks is skipped under a name that tells what is missing and how to get it.
 */
export async function runJest(args) {
  const folder = mkdtempSync(join(tmpdir(), 'groundql-jest-'));
  const report = join(folder, 'report.json');
  const flags = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
  try {
    const jest = [...flags, 'node_modules/jest/bin/jest.js', '--json', `--outputFile=${report}`, ...args];
    await run(process.execPath, jest, { quiet: true });
  } finally {
    tellSkipped(report);
    rmSync(folder, { recursive: true });
  }
}

function tellSkipped(report) {
  const skipped = readResults(report).filter((test) => test.status === 'pending');
  if (skipped.length === 0) return;
  const suites = [...new Set(skipped.map((test) => test.ancestorTitles[0] ?? test.title))];
  const lines = [`SKIPPED: ${skipped.length} tests did not run`, ...suites.map((suite) => `  - ${suite}`)];
  process.stderr.write(`\n${'!'.repeat(72)}\n${lines.join('\n')}\n${'!'.repeat(72)}\n`);
}

function readResults(report) {
  try {
    return JSON.parse(readFileSync(report, 'utf8')).testResults.flatMap((file) => file.assertionResults);
  } catch {
    // Jest ended before it wrote one, and has said why.
    return [];
  }
}
