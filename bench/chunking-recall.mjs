// node bench/chunking-recall.mjs DATASET [STRATEGY…]
// DATASET is a folder with corpora/*.md and questions.jsonl, which marks by character spans what each question
// is answered by. Ingests the corpora once a strategy, asks every question, and prints how much of the marked
// text is in the best passages: those that together, in the order of the search, have at most 4,000 characters
// (`whole`), and with the next passage cut where the 4,000 end (`cut`); then precision and IoU of the first.
// Overlapping passages count twice as retrieved, text of another corpus counts as retrieved and never as a hit.
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import { createCollection, ingest, request } from './support/api.mjs';
import { startServer } from './support/server-process.mjs';
import { mean } from './support/statistics.mjs';

const budget = 4_000;
const passagesAsked = 50;
const questionsAtOnce = 4;
const allStrategies = ['RECURSIVE', 'MARKDOWN', 'SENTENCE', 'CODE', 'PARENT_CHILD'];
const searchQuery = `query ($input: SearchInput!) {
  search(input: $input) { passages { text span { start end } document { externalId } } }
}`;

const [dataset, ...strategies] = process.argv.slice(2);
if (dataset === undefined) {
  console.error('usage: node bench/chunking-recall.mjs DATASET [STRATEGY…]');
  process.exit(2);
}
const corpora = await readCorpora(resolve(dataset));
const questions = await readQuestions(resolve(dataset));
const folder = await mkdtemp(join(tmpdir(), 'groundql-chunking-'));
const server = await startServer(folder);
try {
  for (const strategy of strategies.length === 0 ? allStrategies : strategies)
    console.log(await measure(server.url, strategy));
} finally {
  await server.stop();
  await rm(folder, { recursive: true });
}

async function measure(url, strategy) {
  await createCollection(url, { name: strategy, chunking: { strategy } });
  const chunks = await ingest(url, strategy, documentsOf(corpora));
  const scores = await askAll(url, strategy);
  return [
    `${strategy}: recall ${describe(scores, 'whole', 'recall')} whole`,
    `${describe(scores, 'cut', 'recall')} cut`,
    ...[...corpora.keys()].map((corpus) => {
      const own = scores.filter((score) => score.corpus === corpus);
      return `${corpus} ${describe(own, 'whole', 'recall')}`;
    }),
    `precision ${describe(scores, 'whole', 'precision')}`,
    `IoU ${describe(scores, 'whole', 'iou')}`,
    `${mean(scores.map(({ passages }) => passages)).toFixed(1)} passages`,
    `${chunks} chunks`,
  ].join(', ');
}

function describe(scores, passages, measureName) {
  return mean(scores.map((score) => score[passages][measureName])).toFixed(4);
}

async function readCorpora(path) {
  const files = (await readdir(join(path, 'corpora'))).sort();
  const texts = files.map(async (file) => [
    file.replace(/\.md$/, ''),
    await readFile(join(path, 'corpora', file), 'utf8'),
  ]);
  return new Map(await Promise.all(texts));
}

/** The marks' offsets count characters; passages' count UTF-16 code units. */
async function readQuestions(path) {
  const lines = (await readFile(join(path, 'questions.jsonl'), 'utf8'))
    .split('\n')
    .filter((line) => line !== '');
  return lines.map(JSON.parse).map(({ text, corpus, references }) => ({
    text,
    corpus,
    marks: union(references.map(({ start, content }) => spanOf(corpora.get(corpus), start, content))),
  }));
}

function spanOf(corpus, character, content) {
  const near = [...corpus.slice(0, 2 * character)].slice(0, character).join('').length;
  if (!corpus.startsWith(content, near)) throw new Error(`no mark at ${character}: ${content.slice(0, 60)}`);
  return { start: near, end: near + content.length };
}

/** As plain text: what is read is the file character for character, and the marks stay where they are. */
function documentsOf(texts) {
  return [...texts].map(([externalId, text]) => ({ externalId, mediaType: 'text/plain', source: { text } }));
}

async function askAll(url, collection) {
  const scores = [];
  const waiting = [...questions];
  const worker = async () => {
    for (let question = waiting.shift(); question !== undefined; question = waiting.shift())
      scores.push(scoreOf(question, await search(url, collection, question.text)));
  };
  await Promise.all(Array.from({ length: questionsAtOnce }, worker));
  return scores;
}

async function search(url, collection, query) {
  const input = { query, collection, topK: passagesAsked, cache: 'BYPASS' };
  const data = await request(url, searchQuery, { input });
  return data.search.passages.map(({ text, span, document: { externalId: corpus } }) => {
    if (corpora.get(corpus).slice(span.start, span.end) !== text)
      throw new Error(`${corpus} was not read as it is`);
    return { ...span, corpus };
  });
}

function scoreOf({ corpus, marks }, passages) {
  const { whole, rest } = withinBudget(passages);
  return {
    corpus,
    passages: whole.length,
    whole: overlapOf(marks, whole, corpus),
    cut: overlapOf(marks, [...whole, ...rest], corpus),
  };
}

function withinBudget(passages) {
  let left = budget;
  const next = passages.findIndex(({ start, end }) => (left -= end - start) < 0);
  if (next === -1) return { whole: passages, rest: [] };
  return { whole: passages.slice(0, next), rest: [{ ...passages[next], end: passages[next].end + left }] };
}

function overlapOf(marks, passages, corpus) {
  const marked = lengthOf(marks);
  const retrieved = lengthOf(passages);
  const found = union(passages.filter((passage) => passage.corpus === corpus));
  const hit = marks.reduce((sum, mark) => sum + found.reduce((own, span) => own + shared(mark, span), 0), 0);
  return {
    recall: hit / marked,
    precision: retrieved === 0 ? 0 : hit / retrieved,
    iou: hit / (retrieved + marked - hit),
  };
}

function shared(one, other) {
  return Math.max(0, Math.min(one.end, other.end) - Math.max(one.start, other.start));
}

function lengthOf(spans) {
  return spans.reduce((sum, { start, end }) => sum + end - start, 0);
}

/** Ascending, without overlaps. */
function union(spans) {
  const merged = [];
  for (const { start, end } of [...spans].sort((a, b) => a.start - b.start)) {
    const last = merged.at(-1);
    if (last !== undefined && start <= last.end) last.end = Math.max(last.end, end);
    else merged.push({ start, end });
  }
  return merged;
}
