/**
 * A GroundQL server that kills itself with SIGKILL at the N-th call of a hooked port, counted over the
 * catalog's writes, the index and the embedder: a crash at a moment that a seed decides, not a timer.
 *
 * argv: DATA_FOLDER KILL_AT (0: never) EMBEDDER (scripted or local). Prints one JSON line {"url": …} when it listens.
 */
import { HashingEmbedder } from '../../dist/adapters/hashing/hashing-embedder.js';
import { createApp } from '../../dist/app.js';
import { loadConfig } from '../../dist/config/load-config.js';

const [dataFolder, killAtText, embedder] = process.argv.slice(2);
const killAt = Number(killAtText);
const hooked = [
  'stage',
  'putVectors',
  'announce',
  'publish',
  'finish',
  'advance',
  'apply',
  'embed',
  'accept',
];
let calls = 0;

function dieWhenDue() {
  calls += 1;
  if (calls === killAt) process.kill(process.pid, 'SIGKILL');
}

/** The same object; a hooked method counts once before and once after its work, so that a kill can fall on either side. */
function withKillPoints(target) {
  return new Proxy(target, {
    get(object, key) {
      const value = object[key];
      if (typeof value === 'object' && value !== null && ['ingestions'].includes(key))
        return withKillPoints(value);
      if (typeof value !== 'function') return value;
      if (!hooked.includes(key)) return value.bind(object);
      return async (...args) => {
        dieWhenDue();
        const result = await value.apply(object, args);
        dieWhenDue();
        return result;
      };
    },
  });
}

const config = loadConfig(
  { DATA_DIR: dataFolder, PORT: '0', LOG_LEVEL: 'error', LOG_FORMAT: 'json' },
  { cwd: dataFolder },
);
const app = await createApp(config, {
  ...(embedder === 'scripted' ? { embedder: new HashingEmbedder({ dimensions: 64 }) } : {}),
  decorate: { catalog: withKillPoints, index: withKillPoints, embedder: withKillPoints },
});
const { url } = await app.start();
process.stdout.write(`${JSON.stringify({ url })}\n`);
process.on('SIGTERM', () => void app.stop().then(() => process.exit(0)));
