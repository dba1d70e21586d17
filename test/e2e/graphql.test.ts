import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import {
  AnswerDocument,
  AnswerRunDocument,
  AnswerStreamDocument,
  CancelAnswerDocument,
  CollectionDocument,
  CollectionsDocument,
  CreateCollectionDocument,
  DeleteDocumentsDocument,
  DocumentTextDocument,
  HealthDocument,
  IngestDocument,
  IngestionProgressDocument,
  IngestionsDocument,
  SearchDocument,
  StatsDocument,
  type AnswerStreamSubscription,
  type IngestionProgressSubscription,
} from '../../src/generated/graphql.js';
import { subscribe } from '../support/api.js';
import { startApp, type RunningApp } from '../support/start-app.js';

const whales = `# Whales

## Size

The blue whale is the largest animal that ever lived. A grown blue whale weighs up to 190 tonnes.

## Food

Blue whales eat krill. One whale eats about four tonnes of krill on a summer day.
`;
const bridges = 'The Golden Gate Bridge was opened in 1937. It is 2737 metres long. 😀 Its colour is orange.';

describe('the API, end to end', () => {
  let app: RunningApp;

  beforeAll(async () => {
    app = await startApp();
    await app.ask(CreateCollectionDocument, {
      input: {
        name: 'facts',
        description: 'things worth knowing',
        metadataSchema: [
          { name: 'year', type: 'NUMBER' },
          { name: 'tags', type: 'STRING_LIST', description: 'what it is about' },
        ],
      },
    });
    const { ingest } = await app.ask(IngestDocument, {
      input: {
        collection: 'facts',
        waitFor: 'SEARCHABLE',
        documents: [
          {
            externalId: 'whales.md',
            mediaType: 'text/markdown',
            metadata: { year: 2020, tags: ['sea', 'animals'] },
            source: { text: whales },
          },
          {
            externalId: 'bridges.txt',
            title: 'Bridges',
            uri: 'https://example.com/bridges',
            metadata: { year: 1999 },
            source: { base64: Buffer.from(bridges).toString('base64') },
          },
        ],
      },
    });
    expect(ingest.ingestions.map(({ state }) => state)).toEqual(['SUCCEEDED', 'SUCCEEDED']);
  });
  afterAll(() => app.stop());

  it('has the collection as it was declared, with its counts', async () => {
    const { collection } = await app.ask(CollectionDocument, { name: 'facts' });
    expect(collection).toMatchObject({
      name: 'facts',
      description: 'things worth knowing',
      metadataSchema: [
        { name: 'year', type: 'NUMBER', description: null },
        { name: 'tags', type: 'STRING_LIST', description: 'what it is about' },
      ],
      documentCount: 2,
    });
    expect(collection?.chunkCount).toBeGreaterThan(1);
    const { collections } = await app.ask(CollectionsDocument, {});
    expect(collections.edges.map(({ node }) => node.name)).toContain('facts');
    expect((await app.ask(CollectionDocument, { name: 'nothing' })).collection).toBeNull();
  });

  it('pages through documents and chunks, whose text is their stretch of the document', async () => {
    const query = `query ($after: String) {
      collection(name: "facts") {
        documents(first: 1, after: $after) {
          totalCount
          pageInfo { hasNextPage hasPreviousPage endCursor }
          edges { node {
            externalId title uri mediaType metadata access version state textLength text
            collection { name }
            chunks(first: 100) { edges { node { ordinal text headingPath span { start end } document { externalId } } } }
          } }
        }
      }
    }`;
    const first = await app.raw(query);
    expect(first.errors).toBeUndefined();
    const { collection } = first.data as { collection: { documents: DocumentPage } };
    const { documents } = collection;
    expect(documents).toMatchObject({
      totalCount: 2,
      pageInfo: { hasNextPage: true, hasPreviousPage: false },
    });
    const document = documents.edges[0]?.node;
    expect(document).toMatchObject({
      externalId: 'whales.md',
      title: 'Whales',
      metadata: { year: 2020, tags: ['sea', 'animals'] },
      version: 1,
      state: 'READY',
      text: whales,
      textLength: whales.length,
      collection: { name: 'facts' },
    });
    const chunks = document?.chunks.edges.map(({ node }) => node) ?? [];
    expect(chunks.length).toBeGreaterThan(0);
    for (const { text, span } of chunks) expect(whales.slice(span.start, span.end)).toBe(text);
    const next = await app.raw(query, { after: documents.pageInfo.endCursor });
    expect(next).toMatchObject({
      data: {
        collection: {
          documents: {
            pageInfo: { hasNextPage: false, hasPreviousPage: true },
            edges: [{ node: { externalId: 'bridges.txt', title: 'Bridges' } }],
          },
        },
      },
    });
  });

  it('reads a part of a text, in UTF-16 code units', async () => {
    const by = { externalId: { collection: 'facts', externalId: 'bridges.txt' } };
    const start = bridges.indexOf('😀');
    const { document } = await app.ask(DocumentTextDocument, { by, start, end: start + 2 });
    expect(document?.text).toBe('😀');
    expect((await app.ask(DocumentTextDocument, { by, version: 7 })).document?.text).toBeNull();
  });

  it('finds passages by their words, and shows what each leg made of them', async () => {
    const input = { query: 'How much does a blue whale weigh?', collection: 'facts' };
    const { search } = await app.ask(SearchDocument, { input });
    const [best] = search?.passages ?? [];
    expect(best?.document?.externalId).toBe('whales.md');
    expect(best?.rank).toBe(1);
    expect(best?.scores.keywordRank).not.toBeNull();
    expect(best?.scores.denseRank).not.toBeNull();
    expect(search?.trace.degraded).toEqual([]);
    expect(best && whales.slice(best.span.start, best.span.end)).toBe(best?.text);
  });

  it('answers a repeated search from the cache, and not where it is told not to', async () => {
    const input = { query: 'krill on a summer day', collection: 'facts' };
    const ask = async (cache: 'USE' | 'BYPASS') =>
      (await app.ask(SearchDocument, { input: { ...input, cache } })).search;
    const first = await ask('USE');
    const second = await ask('USE');
    expect([first?.cache, second?.cache]).toEqual(['MISS', 'HIT']);
    expect(second?.passages).toEqual(first?.passages);
    expect((await ask('BYPASS'))?.cache).toBe('BYPASSED');
  });

  it.each([
    [{ field: { name: 'year', is: { gt: 2000 } } }, ['whales.md']],
    [{ not: { field: { name: 'year', is: { gt: 2000 } } } }, ['bridges.txt']],
    [{ field: { name: 'tags', is: { contains: 'sea' } } }, ['whales.md']],
    [{ field: { name: 'tags', is: { exists: false } } }, ['bridges.txt']],
    [{ field: { name: 'externalId', is: { in: ['bridges.txt', 'x'] } } }, ['bridges.txt']],
    [
      {
        all: [
          { field: { name: 'year', is: { gte: 1999 } } },
          { any: [{ field: { name: 'title', is: { eq: 'Whales' } } }] },
        ],
      },
      ['whales.md'],
    ],
  ])('filters by %j', async (where, expected) => {
    const input = { query: 'is it the largest or long', collection: 'facts', where };
    const { search } = await app.ask(SearchDocument, { input });
    const found = new Set(search?.passages.map(({ document }) => document?.externalId));
    expect([...found]).toEqual(expected);
  });

  it('searches within documents only', async () => {
    const within = [{ externalId: { collection: 'facts', externalId: 'bridges.txt' } }];
    const input = { query: 'blue whale', collection: 'facts', within };
    const { search } = await app.ask(SearchDocument, { input });
    const found = search?.passages.map(({ document }) => document?.externalId);
    expect(new Set(found)).toEqual(new Set(['bridges.txt']));
  });

  it('answers with citations whose quotes stand in the document as cited', async () => {
    const input = { question: 'A grown blue whale weighs how many tonnes?', collection: 'facts' };
    const { answer } = await app.ask(AnswerDocument, { input });
    if (answer?.__typename !== 'Answer') throw new Error(`no answer: ${JSON.stringify(answer)}`);
    expect(answer.text).toContain('190 tonnes');
    expect(answer.model).toBe('extractive');
    const [citation] = answer.citations;
    if (!citation) throw new Error('no citation');
    expect(citation.quote).toContain('190 tonnes');
    expect(whales.slice(citation.sourceSpan.start, citation.sourceSpan.end)).toBe(citation.quote);
    expect(citation.document?.externalId).toBe('whales.md');
    const { answerRun } = await app.ask(AnswerRunDocument, { runId: answer.runId });
    expect(answerRun).toEqual(answer);
  });

  it('streams the same answer, and gives it again from any event on', async () => {
    const input = { start: { question: 'What do blue whales eat?', collection: 'facts' } };
    const events = await stream({ input });
    const completed = events.at(-1);
    if (completed?.__typename !== 'AnswerCompleted') throw new Error(`ended in ${completed?.__typename}`);
    const text = events.map((event) => (event.__typename === 'TextDelta' ? event.text : '')).join('');
    expect(text).toBe(completed.answer.text);
    expect(text).toContain('krill');
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, place) => place + 1));
    const { runId } = completed;
    expect(await stream({ input: { resume: { runId, afterSeq: 3 } } })).toEqual(events.slice(3));
    expect((await app.ask(CancelAnswerDocument, { runId })).cancelAnswer).toBe(false);
  });

  it('abstains from what the documents do not say', async () => {
    const input = { question: 'Who won the chess olympiad of Baku?', collection: 'facts' };
    const { answer } = await app.ask(AnswerDocument, { input });
    expect(answer?.__typename).toBe('Abstention');
  });

  it('takes the same bytes again as unchanged, and follows the ingestion from its first event', async () => {
    const document = { externalId: 'again.txt', source: { text: 'The same words twice.' } };
    const ingest = async () => {
      const input = { collection: 'facts', documents: [document] };
      const accepted = await app.ask(IngestDocument, { input });
      const [{ id } = { id: '' }] = accepted.ingest.ingestions;
      return progress([id]);
    };
    const first = await ingest();
    expect(first.map(({ seq }) => seq)).toEqual(first.map((_, place) => place + 1));
    expect(first[0]?.ingestion.state).toBe('QUEUED');
    expect(first.at(-1)?.ingestion.state).toBe('SUCCEEDED');
    expect((await ingest()).at(-1)?.ingestion.state).toBe('UNCHANGED');
  });

  it('fails what cannot be ingested with a sentence, and goes on with the rest', async () => {
    const { ingest } = await app.ask(IngestDocument, {
      input: {
        collection: 'facts',
        waitFor: 'SEARCHABLE',
        documents: [
          { externalId: 'empty.txt', source: { text: ' ' } },
          { externalId: 'binary.bin', source: { base64: Buffer.from([0, 1, 2, 0, 255]).toString('base64') } },
          { externalId: 'fine.txt', source: { text: 'This one is fine.' } },
        ],
      },
    });
    expect(ingest.ingestions.map(({ state, error }) => error?.code ?? state)).toEqual([
      'NO_TEXT',
      'UNSUPPORTED_MEDIA_TYPE',
      'SUCCEEDED',
    ]);
    expect(ingest.ingestions[0]?.error?.message).toMatch(/^[A-Z].+/i);
    const { ingestions } = await app.ask(IngestionsDocument, { collection: 'facts', state: 'FAILED' });
    expect(ingestions.edges.map(({ node }) => node.externalId).sort()).toEqual(['binary.bin', 'empty.txt']);
  });

  it('deletes by name and by filter: nothing of it is served from then on, and the receipt completes', async () => {
    const documents = ['red', 'green'].map((word) => ({
      externalId: `${word}.txt`,
      metadata: { year: 1500, tags: [word] },
      source: { text: `Nobody expects a ${word} zeppelin here.` },
    }));
    await app.ask(IngestDocument, { input: { collection: 'facts', waitFor: 'SEARCHABLE', documents } });
    const query = 'zeppelin expects nobody';
    const found = async () => {
      const { search } = await app.ask(SearchDocument, { input: { query, collection: 'facts' } });
      const names = search?.passages.flatMap(({ document }) => document?.externalId ?? []);
      return names?.filter((name) => name === 'red.txt' || name === 'green.txt').sort();
    };
    expect(await found()).toEqual(['green.txt', 'red.txt']);
    const by = { externalId: { collection: 'facts', externalId: 'red.txt' } };
    const missing = { externalId: { collection: 'facts', externalId: 'never-was' } };
    const first = await app.ask(DeleteDocumentsDocument, { input: { documents: [by, missing] } });
    expect(first.deleteDocuments.documentCount).toBe(1);
    expect(await found()).toEqual(['green.txt']);
    expect((await app.ask(DocumentTextDocument, { by })).document).toBeNull();
    const where = { field: { name: 'tags', is: { contains: 'green' } } };
    const second = await app.ask(DeleteDocumentsDocument, {
      input: { where: { collection: 'facts', where } },
    });
    expect(second.deleteDocuments.documentCount).toBe(1);
    expect(await found()).toEqual([]);
    const receipt = `query ($id: ID!) { node(id: $id) {
      ... on DeletionReceipt { state stores { store verifiedAbsent } }
    } }`;
    for (let state = ''; state !== 'COMPLETED';) {
      const { data } = await app.raw(receipt, { id: second.deleteDocuments.id });
      const { node } = data as { node: { state: string; stores: { verifiedAbsent: boolean }[] } };
      state = node.state;
      if (state === 'COMPLETED') expect(node.stores.every(({ verifiedAbsent }) => verifiedAbsent)).toBe(true);
    }
  });

  it('is healthy and counts what it was asked', async () => {
    const { health } = await app.ask(HealthDocument, {});
    expect(health.status).toBe('HEALTHY');
    expect(health.components.map(({ name }) => name)).toContain('catalog');
    const { stats } = await app.ask(StatsDocument, {});
    const operations = new Map(stats.map((each) => [each.operation, each]));
    for (const name of ['search', 'answer', 'answerStream', 'ingest', 'ingestionProgress', 'health']) {
      expect(operations.get(name)?.requests).toBeGreaterThan(0);
    }
    expect(operations.get('search')?.errorRate).toBe(0);
  });

  it('has logged no error', () => {
    expect(app.logger.messages('error')).toEqual([]);
  });

  async function stream(variables: Record<string, unknown>) {
    const events: AnswerStreamSubscription['answerStream'][] = [];
    const results = subscribe<AnswerStreamSubscription>(app.url, AnswerStreamDocument.toString(), variables);
    for await (const { answerStream } of results) events.push(answerStream);
    return events;
  }

  async function progress(ids: readonly string[]) {
    const events: IngestionProgressSubscription['ingestionProgress'][] = [];
    const query = IngestionProgressDocument.toString();
    const results = subscribe<IngestionProgressSubscription>(app.url, query, { ids });
    for await (const { ingestionProgress } of results) events.push(ingestionProgress);
    return events;
  }
});

interface DocumentPage {
  readonly pageInfo: { readonly endCursor: string };
  readonly edges: readonly {
    readonly node: {
      readonly chunks: {
        readonly edges: readonly {
          readonly node: {
            readonly text: string;
            readonly span: { readonly start: number; readonly end: number };
          };
        }[];
      };
    };
  }[];
}
