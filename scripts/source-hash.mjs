import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

const folders = ['src'];
const files = ['scripts/build-graphiql.mjs', 'tsconfig.json', 'tsconfig.build.json', 'package-lock.json'];

/** sha256 over the names and the bytes of everything a build reads. */
export function sourceHash(root) {
  const hash = createHash('sha256');
  const paths = [...files, ...folders.flatMap((folder) => filesUnder(root, folder))];
  for (const path of paths)
    hash
      .update(`${path}\0`)
      .update(readFileSync(join(root, path)))
      .update('\0');
  return hash.digest('hex');
}

function filesUnder(root, folder) {
  return readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .sort();
}
