/** Writes schema.graphql, the API's SDL, sorted; with a path as argument, there. Needs `dist/`. */
import { writeFileSync } from 'node:fs';

import { emitSchema } from './emit-schema.mjs';

writeFileSync(process.argv[2] ?? 'schema.graphql', emitSchema());
