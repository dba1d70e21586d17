// node bench/retrieval-quality.mjs DATASET…
// Each DATASET is a folder in BEIR's form: corpus.jsonl, queries.jsonl, qrels.tsv. Ingests it through the API,
// asks every judged question, prints nDCG@10 and MRR@10: linear gain, means over questions with a relevant
// document, equal scores ordered by document id descending, as trec_eval has them.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';

import { createCollection, ingest, request } from './support/api.mjs';
import { startServer } from './support/server-process.mjs';
import { mean } from './support/statistics.mjs';

const depth = 10;
const questionsAtOnce = 4;
const searchQuery = `query ($input: SearchInput!) {
  search(input: $input) { passages { document { externalId } } }
}`;

const datasets = process.argv.slice(2);
if (datasets.length === 0) {
  console.error('usage: node bench/retrieval-quality.mjs DATASET…');
  process.exit(2);
}
const folder = await mkdtemp(join(tmpdir(), 'groundql-quality-'));
const server = await startServer(folder);
try {
  for (const dataset of datasets) console.log(await measure(server.url, resolve(dataset)));
} finally {
  await server.stop();
  await rm(folder, { recursive: true });
}

async function measure(url, dataset) {
  const collection = basename(dataset);
  const started = performance.now();
  await createCollection(url, { name: collection });
  const failures = [];
  const chunks = await ingest(url, collection, await readCorpus(dataset), (failure) =>
    failures.push(failure),
  );
  const ingested = performance.now();
  const scores = await askAll(url, collection, await readQuestions(dataset));
  const asked = performance.now();
  return [
    `${collection}: nDCG@${depth} ${mean(scores.map(({ ndcg }) => ndcg)).toFixed(4)}`,
    `MRR@${depth} ${mean(scores.map(({ mrr }) => mrr)).toFixed(4)}`,
    `${scores.length} questions in ${seconds(ingested, asked)}`,
    `${chunks} chunks in ${seconds(started, ingested)}`,
    `${failures.length} documents failed${failures.map(({ externalId, error }) => ` (${externalId}: ${error.code})`).join('')}`,
  ].join(', ');
}

function seconds(from, to) {
  return `${((to - from) / 1000).toFixed(0)} s`;
}

async function readCorpus(dataset) {
  const lines = await readLines(join(dataset, 'corpus.jsonl'));
  return lines.map(JSON.parse).map(({ _id, title, text }) => ({
    externalId: _id,
    mediaType: 'text/plain',
    ...(title ? { title } : {}),
    // A document that is nothing but its title is found by it.
    source: { text: text.trim() === '' ? title : text },
  }));
}

/** Questions with at least one relevant document. */
async function readQuestions(dataset) {
  const judged = new Map();
  for (const [question, document, score] of (await readLines(join(dataset, 'qrels.tsv'))).map((line) =>
    line.split('\t'),
  )) {
    if (!(Number(score) > 0)) continue;
    judged.set(question, (judged.get(question) ?? new Map()).set(document, Number(score)));
  }
  const questions = (await readLines(join(dataset, 'queries.jsonl'))).map(JSON.parse);
  return questions
    .filter(({ _id }) => judged.has(_id))
    .map(({ _id, text }) => ({ text, relevance: judged.get(_id) }));
}

async function readLines(path) {
  return (await readFile(path, 'utf8')).split('\n').filter((line) => line !== '');
}

async function askAll(url, collection, questions) {
  const scores = [];
  const waiting = [...questions];
  const worker = async () => {
    for (let question = waiting.shift(); question !== undefined; question = waiting.shift()) {
      scores.push(scoreOf(await rankDocuments(url, collection, question.text), question.relevance));
    }
  };
  await Promise.all(Array.from({ length: questionsAtOnce }, worker));
  return scores;
}

/** Document ids in the order of their first passages. */
async function rankDocuments(url, collection, query) {
  const { search } = await request(url, searchQuery, {
    input: { query, collection, topK: 100, cache: 'BYPASS' },
  });
  return [...new Set(search.passages.map(({ document }) => document.externalId))];
}

function scoreOf(ranked, relevance) {
  const top = ranked.slice(0, depth).map((id) => relevance.get(id) ?? 0);
  const ideal = [...relevance.values()].sort((a, b) => b - a).slice(0, depth);
  const first = top.findIndex((gain) => gain > 0);
  return { ndcg: gainOf(top) / gainOf(ideal), mrr: first === -1 ? 0 : 1 / (first + 1) };
}

function gainOf(gains) {
  return gains.reduce((sum, gain, index) => sum + gain / Math.log2(index + 2), 0);
}
