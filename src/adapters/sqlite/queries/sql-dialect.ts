import type { CreateTableBuilder, Expression, RawBuilder } from 'kysely';

import type { Database } from './catalog-database.js';

/** The few points where databases differ; everything else in this folder is common SQL. */
export interface SqlDialect {
  /** The column type of raw bytes. */
  readonly bytes: 'blob' | 'bytea';
  /** A table of one column, `value`: the strings of a JSON array. */
  jsonStrings(json: Expression<string>): RawBuilder<{ value: string }>;
  /** A value that orders as the UTF-16 code units of `text` do. */
  utf16Key(text: Expression<unknown>): RawBuilder<Uint8Array>;
  /**
   * `column` for a condition that must not choose the index: few chunk ids should lead to their documents,
   * where a planner that cannot guess how few they are would go through all documents of the collection.
   */
  unindexed(column: string): RawBuilder<string>;
  /** Leaves nothing on disk of what was removed before, as far as the database has a say in that. */
  scrub(database: Database): Promise<void>;
  /** Adds a primary key that the database counts up and never gives out twice. */
  withSequence<Table extends string>(
    table: CreateTableBuilder<Table>,
    column: string,
  ): CreateTableBuilder<Table, string>;
}
