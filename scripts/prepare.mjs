import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { isInstalled } from './installed.mjs';
import { root, run } from './process.mjs';
import { sourceHash } from './source-hash.mjs';

const stamp = join(root, 'dist/.source-hash');

/** Runs `npm ci` where node_modules is missing or not what package-lock.json says. */
export async function install() {
  if (isInstalled(root)) return;
  say('installing the dependencies (npm ci); this takes a minute the first time');
  await run('npm', ['ci', '--loglevel=error']);
}

/** Builds where dist/ was not built from the sources as they are now. */
export async function build() {
  await install();
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === sourceHash(root)) return;
  say('building');
  const hash = sourceHash(root);
  rmSync(join(root, 'dist'), { recursive: true, force: true });
  await run(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json']);
  await run(process.execPath, ['scripts/build-graphiql.mjs']);
  writeFileSync(stamp, hash);
}

function say(message) {
  process.stderr.write(`groundql: ${message}\n`);
}
