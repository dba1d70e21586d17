// `node scripts/run.mjs TASK …`: what package.json's scripts call. Installs and builds first where need be,
// so that `npm run demo` and `npm test` are the only commands a fresh clone has to know.
import { runChecks } from './check.mjs';
import { runJest } from './jest.mjs';
import { build } from './prepare.mjs';
import { CommandFailed, root, run } from './process.mjs';

const tasks = {
  build,
  start: async (args) => {
    await build();
    await run(process.execPath, ['bin/groundql', 'serve', ...args]);
  },
  demo: async (args) => {
    await build();
    // A relative PATH means the folder that the command was typed in, which npm tells in INIT_CWD.
    await run(process.execPath, [`${root}/bin/groundql`, 'demo', ...args], {
      cwd: process.env.INIT_CWD ?? root,
    });
  },
  test: async (args) => {
    await build();
    await runJest(args);
  },
  'test:soak': async (args) => {
    await build();
    await runJest(['--testMatch', '**/test/soak/**/*.soak.ts', '--runInBand', ...args]);
  },
  bench: async (args) => {
    await build();
    await run(process.execPath, ['bench/bench.mjs', ...args]);
  },
  check: runChecks,
};

const [name, ...args] = process.argv.slice(2);
const task = Object.hasOwn(tasks, name ?? '') ? tasks[name] : undefined;
if (task === undefined) {
  process.stderr.write(`groundql: no task ${name}; there are ${Object.keys(tasks).join(', ')}\n`);
  process.exit(2);
}
try {
  await task(args);
} catch (error) {
  if (!(error instanceof CommandFailed)) throw error;
  process.exitCode = error.exitCode;
}
