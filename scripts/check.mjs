import { runJest } from './jest.mjs';
import { build, install } from './prepare.mjs';
import { CommandFailed, run } from './process.mjs';

const node = process.execPath;
const tool =
  (path, ...args) =>
  () =>
    run(node, [`node_modules/${path}`, ...args]);
const onBuild = (check) => async () => {
  await build();
  await check();
};

/** What must hold before a change lands, cheapest first. */
export const checks = {
  format: tool('prettier/bin/prettier.cjs', '--check', '--log-level=warn', '.'),
  lint: tool('eslint/bin/eslint.js', '.'),
  types: tool('typescript/bin/tsc', '--noEmit', '-p', 'tsconfig.json'),
  build,
  schema: onBuild(() => run(node, ['scripts/check-schema.mjs'])),
  codegen: onBuild(() => run(node, ['scripts/check-codegen.mjs'])),
  tests: onBuild(() => runJest([])),
};

/** Runs the checks named, or all of them, to the end; rejects where one failed. */
export async function runChecks(names) {
  await install();
  const failed = [];
  for (const name of names.length === 0 ? Object.keys(checks) : names) {
    if (!(await passes(name))) failed.push(name);
  }
  if (failed.length > 0) throw new CommandFailed(`check ${failed.join(', ')}`, 1);
}

async function passes(name) {
  const started = Date.now();
  const ended = await checks[name]().then(
    () => true,
    (error) => {
      if (error instanceof CommandFailed) return false;
      throw error;
    },
  );
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  process.stderr.write(`check ${name}: ${ended ? 'passed' : 'FAILED'} (${seconds} s)\n`);
  return ended;
}
