import type { Migration } from './migration.js';
import { initialSchema } from './migrations/0001-initial-schema.js';
import { deletedCollections } from './migrations/0002-deleted-collections.js';

/** In the order of their versions. */
export const migrations: readonly Migration[] = [initialSchema, deletedCollections];
