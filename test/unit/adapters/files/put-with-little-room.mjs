/** Puts a blob that fits and one that does not, and prints what came of it. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

import { FolderBlobStore } from '../../../../dist/adapters/files/folder-blob-store.js';

const folder = process.argv[2];
const blobs = await FolderBlobStore.open({ folder });
const large = new Uint8Array(4_000_000);
const error = await blobs.put(large).catch((reason) => reason);
const hash = await import('node:crypto').then(({ createHash }) =>
  createHash('sha256').update(large).digest('hex'),
);
const small = await blobs.has(await blobs.put(Buffer.from('small')));
console.log(
  JSON.stringify({
    small,
    large: { name: error.name, component: error.component },
    largeIsThere: await blobs.has(hash),
    unfinished: await readdir(join(folder, 'unfinished')),
  }),
);
