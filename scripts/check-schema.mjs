/**
 * Fails where schema.graphql is not what the code serves, or where it breaks operations that worked before:
 * against origin/main where there is one, else against the last commit. Needs `dist/`.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { buildSchema, findBreakingChanges } from 'graphql';

import { emitSchema } from './emit-schema.mjs';

const file = 'schema.graphql';
const emitted = emitSchema();
const complaints = [...drift(), ...breakage()];
for (const complaint of complaints) process.stderr.write(`${complaint}\n`);
process.exitCode = complaints.length === 0 ? 0 : 1;

function drift() {
  return readFileSync(file, 'utf8') === emitted
    ? []
    : [`${file} is not what the code serves: run \`npm run schema\` and commit it`];
}

function breakage() {
  for (const revision of ['origin/main', 'HEAD']) {
    const base = read(revision);
    if (base === null) continue;
    const changes = findBreakingChanges(buildSchema(base), buildSchema(emitted));
    return changes.map(({ type, description }) => `breaks clients of ${revision}: ${type}: ${description}`);
  }
  return [];
}

/** The committed SDL, or null where there is no such revision or it has none. */
function read(revision) {
  try {
    return execFileSync('git', ['show', `${revision}:${file}`], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  } catch {
    return null;
  }
}
