/**
 * Applies the batches its parent sends to the index in a folder, one after another, searching after each, and
 * answers with the sequence. Made to be killed.
 */
import { SystemClock } from '../../../../dist/adapters/clock/system-clock.js';
import { createLanceIndex } from '../../../../dist/adapters/lancedb/create-lance-index.js';

const ignore = () => undefined;
const logger = { debug: ignore, info: ignore, warn: ignore, error: console.error };
const index = await createLanceIndex({ folder: process.argv[2], clock: new SystemClock(), logger });
let last = Promise.resolve();

process.on('message', ({ partition, batch, query }) => {
  last = last.then(async () => {
    await index.apply(partition, batch);
    await index.dense(partition, query);
    await index.keyword(partition, query);
    process.send(batch.sequence);
  });
});
process.send('ready');
