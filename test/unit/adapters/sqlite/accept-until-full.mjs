/** Accepts large documents until one is refused, and prints which were acknowledged and what can be read then. */
import { createSqliteCatalog } from '../../../../dist/adapters/sqlite/create-sqlite-catalog.js';
import { acceptOne, ensureCollection } from './accept-one.mjs';

const catalog = await createSqliteCatalog({ file: process.argv[2] });
const collection = await ensureCollection(catalog);
const acknowledged = [];
let refused = null;
while (refused === null) {
  try {
    acknowledged.push(await acceptOne(catalog, collection, 'long '.repeat(20_000)));
  } catch (error) {
    refused = { name: error.name, component: error.component };
  }
}
const readable = await catalog.ingestions.countUnfinished();
process.stdout.write(JSON.stringify({ acknowledged, refused, readable }));
process.exit();
