import { request } from './api.mjs';
import { randomText } from './random-text.mjs';
import { quantile } from './statistics.mjs';

const questions = 400;
const atOnce = 4;
const query = `query ($input: SearchInput!) {
  search(input: $input) { passages { rank score text document { externalId } } }
}`;

/** Milliseconds of searches in HYBRID mode, each question once, nothing from a cache. */
export async function measureSearch(url, collection) {
  const text = randomText(42);
  const waiting = Array.from({ length: questions }, () => text.sentence(7));
  const latencies = [];
  const asker = async () => {
    for (let question = waiting.pop(); question !== undefined; question = waiting.pop()) {
      const started = performance.now();
      await request(url, query, { input: { query: question, collection, cache: 'BYPASS' } });
      latencies.push(performance.now() - started);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, asker));
  const [p50, p95, p99] = [0.5, 0.95, 0.99].map((share) => quantile(latencies, share));
  return { p50, p95, p99, count: latencies.length };
}
