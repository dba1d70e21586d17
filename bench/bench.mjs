// npm run bench [-- --chunks 10000]
// Prints start to listening and to the first answer, memory, search latency alone and while documents come in,
// the server's event-loop delay, and ingestion beside the bare embedder. All through the API, on loopback.
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { createCollection, ingest, request } from './support/api.mjs';
import { measureIngestion } from './support/measure-ingestion.mjs';
import { measureSearch } from './support/measure-search.mjs';
import { measureStart } from './support/measure-start.mjs';
import { randomText } from './support/random-text.mjs';
import { startServer } from './support/server-process.mjs';

const { values } = parseArgs({ options: { chunks: { type: 'string', default: '10000' } } });
const chunksWanted = Number(values.chunks);
const chunksPerDocument = 50;
const rounds = 4;
const mebibytes = (bytes) => `${(bytes / 1024 ** 2).toFixed(0)} MiB`;

const folder = await mkdtemp(join(tmpdir(), 'groundql-bench-'));
try {
  print(
    'machine',
    `${availableParallelism()} cores, load ${loadavg()[0].toFixed(1)}, Node ${process.version}`,
  );
  await reportStart(join(folder, 'start'));
  const server = await startServer(join(folder, 'main'));
  try {
    await report(server);
  } finally {
    await server.stop();
  }
} finally {
  await rm(folder, { recursive: true });
}

async function reportStart(dataFolder) {
  const first = await measureStart(dataFolder);
  const second = await measureStart(dataFolder);
  print('first start', `listening after ${first.listeningMs} ms, first answer after ${first.answerMs} ms`);
  print('later start', `listening after ${second.listeningMs} ms, first answer after ${second.answerMs} ms`);
}

async function report(server) {
  print('memory, just started', mebibytes(await server.ask('rssBytes')));
  await request(server.url, '{ search(input: { query: "warm up" }) { passages { rank } } }');
  print('memory, idle with its model', mebibytes(await server.ask('rssBytes')));
  await reportIngestion(server);
  await createCollection(server.url, { name: 'many', chunking: { maxTokens: 32, overlapTokens: 0 } });
  const chunks = await ingest(server.url, 'many', shortChunks(1, chunksWanted / chunksPerDocument));
  print(`memory with ${chunks} chunks`, mebibytes(await server.ask('rssBytes')));
  await reportSearch(server, 'search alone');
  const more = { going: true };
  const ingesting = ingestWhile(server.url, more);
  await reportSearch(server, 'search while ingesting');
  more.going = false;
  await ingesting;
}

/** In turns, so that whatever else the machine does weighs on both alike. */
async function reportIngestion(server) {
  const total = { chunks: 0, seconds: 0, texts: 0, bareSeconds: 0 };
  for (let round = 1; round <= rounds; round += 1) {
    const measured = await measureIngestion(server, round);
    for (const key of Object.keys(total)) total[key] += measured[key];
    print(`ingestion, round ${round} of ${rounds}`, describeRates(measured));
  }
  print('ingestion, all rounds', `${describeRates(total)} (wanted ≥ .85)`);
}

function describeRates({ chunks, seconds, texts, bareSeconds }) {
  const [ingested, bare] = [chunks / seconds, texts / bareSeconds];
  const ratio = (ingested / bare).toFixed(2);
  return `${ingested.toFixed(1)} chunks/s, bare embedder ${bare.toFixed(1)}/s: ratio ${ratio}`;
}

async function reportSearch(server, name) {
  await server.ask('resetDelay');
  const { p50, p95, p99, count } = await measureSearch(server.url, 'many');
  const delay = (await server.ask('delayP99Ms')).toFixed(1);
  const latency = `p50 ${p50.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms (${count} questions, 4 at once)`;
  print(name, `${latency}; event-loop delay p99 ${delay} ms`);
}

async function ingestWhile(url, more) {
  for (let seed = 1000; more.going; seed += 1) await ingest(url, 'many', shortChunks(seed, 2));
}

function shortChunks(seed, documents) {
  return Array.from({ length: documents }, (_, index) => {
    const text = randomText(seed * 100_000 + index);
    const paragraphs = Array.from({ length: chunksPerDocument }, () => text.sentence(17));
    return {
      externalId: `short-${seed}-${index}`,
      mediaType: 'text/plain',
      source: { text: paragraphs.join('\n\n') },
    };
  });
}

function print(name, value) {
  console.log(`${name.padEnd(28)} ${value}`);
}
