/** Accepts documents one after another and prints each one's ingestion once it is acknowledged. */
import { writeSync } from 'node:fs';

import { createSqliteCatalog } from '../../../../dist/adapters/sqlite/create-sqlite-catalog.js';
import { acceptOne, ensureCollection } from './accept-one.mjs';

const catalog = await createSqliteCatalog({ file: process.argv[2] });
const collection = await ensureCollection(catalog);
for (;;) writeSync(1, `${await acceptOne(catalog, collection, 'short')}\n`);
