import { connect, Session } from '@lancedb/lancedb';

import { UnavailableError } from '../../domain/errors.js';
import type { Clock } from '../../ports/clock.js';
import type { Logger } from '../../ports/logger.js';
import { LanceIndex } from './lance-index.js';

/** Lance's own defaults are 6 GiB and 1 GiB. */
const indexCacheBytes = 256n << 20n;
const metadataCacheBytes = 64n << 20n;
/** Below, comparing every vector takes about 20 ms, and is exact. */
const defaultApproximateFrom = 20_000;

/** The index in `folder`, which is created where it is missing. Rejects with UnavailableError('index', …). */
export async function createLanceIndex(dependencies: {
  readonly folder: string;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Rows of a partition from which vector search is approximate. */
  readonly approximateFrom?: number;
}): Promise<LanceIndex> {
  try {
    const session = new Session(indexCacheBytes, metadataCacheBytes);
    const connection = await connect(dependencies.folder, {}, session);
    return new LanceIndex({ approximateFrom: defaultApproximateFrom, ...dependencies, connection });
  } catch (cause) {
    throw new UnavailableError('index', 'the search index could not be opened', { cause });
  }
}
