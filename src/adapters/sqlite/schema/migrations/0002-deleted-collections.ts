import type { Migration } from '../migration.js';

export const deletedCollections: Migration = {
  version: 2,
  name: 'deleted collections',
  async up(database) {
    await database.schema.alterTable('collections').addColumn('deleted_at', 'text').execute();
    await database.schema.alterTable('deletions').addColumn('collection_id', 'text').execute();
  },
};
