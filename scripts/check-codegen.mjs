/** Fails where src/generated is not what codegen makes of schema.graphql and src/operations. */
import { spawnSync } from 'node:child_process';

const { status, stdout, stderr } = spawnSync(
  process.execPath,
  ['node_modules/@graphql-codegen/cli/esm/bin.js', '--config', 'codegen.yml', '--check'],
  { encoding: 'utf8' },
);
if (status !== 0) {
  process.stderr.write(`${stdout}${stderr}src/generated is stale: run \`npm run codegen\` and commit it\n`);
}
process.exitCode = status ?? 1;
