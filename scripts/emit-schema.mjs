import { lexicographicSortSchema, printSchema } from 'graphql';

import { buildGraphQLSchema } from '../dist/server/build-graphql-schema.js';

/** The SDL of the API that `dist/` serves, sorted, so that a diff shows what changed and nothing else. */
export function emitSchema() {
  return `${printSchema(lexicographicSortSchema(buildGraphQLSchema()))}\n`;
}
