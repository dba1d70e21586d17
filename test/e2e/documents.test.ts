import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import {
  AnswerDocument,
  CreateCollectionDocument,
  DeleteCollectionDocument,
  DocumentTextDocument,
  IngestDocument,
  IngestionProgressDocument,
  IngestionsDocument,
  RetryIngestionDocument,
  SearchDocument,
  UpdateDocumentDocument,
  type IngestionProgressSubscription,
} from '../../src/generated/graphql.js';
import { subscribe } from '../support/api.js';
import { startApp, type RunningApp } from '../support/start-app.js';

const by = (externalId: string) => ({ externalId: { collection: 'letters', externalId } });

describe('documents that change', () => {
  let app: RunningApp;

  beforeAll(async () => {
    app = await startApp({ VERSIONS_KEPT: '2' });
    await app.ask(CreateCollectionDocument, {
      input: { name: 'letters', metadataSchema: [{ name: 'year', type: 'NUMBER' }] },
    });
  });
  afterAll(() => app.stop());

  async function ingest(externalId: string, text: string, more: object = {}) {
    const documents = [{ externalId, source: { text }, ...more }];
    const input = { collection: 'letters', waitFor: 'SEARCHABLE' as const, documents };
    const { ingestions } = (await app.ask(IngestDocument, { input })).ingest;
    return ingestions[0];
  }

  async function found(query: string, year: number) {
    const where = { field: { name: 'year', is: { eq: year } } };
    const { search } = await app.ask(SearchDocument, { input: { query, collection: 'letters', where } });
    return search?.passages.map(({ document }) => document?.externalId);
  }

  it('are updated without their content, and found by what is new at once', async () => {
    const text = 'Dear Ada, the engine weaves algebraic patterns.';
    await ingest('ada', text, { title: 'To Ada', metadata: { year: 1843 } });
    expect(await found('algebraic patterns', 1843)).toEqual(['ada']);
    const input = { document: by('ada'), title: 'To Lovelace', metadata: { year: 1844 } };
    const { updateDocument } = await app.ask(UpdateDocumentDocument, { input });
    expect(updateDocument).toMatchObject({
      externalId: 'ada',
      title: 'To Lovelace',
      metadata: { year: 1844 },
      version: 2,
      chunkCount: 1,
    });
    expect(await found('algebraic patterns', 1844)).toEqual(['ada']);
    expect(await found('algebraic patterns', 1843)).toEqual([]);
    expect((await app.ask(DocumentTextDocument, { by: by('ada') })).document?.text).toBe(text);
    const again = await app.ask(UpdateDocumentDocument, { input });
    expect(again.updateDocument.version).toBe(2);
    const { ingestions } = await app.ask(IngestionsDocument, { collection: 'letters' });
    expect(ingestions.edges.map(({ node }) => [node.state, node.progress.chunksEmbedded])).toEqual([
      ['SUCCEEDED', 0],
      ['SUCCEEDED', 1],
    ]);
  });

  it('show themselves to those alone who may see them now', async () => {
    await ingest('secret', 'The vault opens at nine.');
    const input = { document: by('secret'), access: ['bankers'] };
    const { updateDocument } = await app.ask(UpdateDocumentDocument, { input });
    expect(updateDocument).toMatchObject({ access: ['bankers'], version: 2 });
    expect((await app.ask(DocumentTextDocument, { by: by('secret') })).document).toBeNull();
    const search = { query: 'when does the vault open', collection: 'letters' };
    const { passages = [] } = (await app.ask(SearchDocument, { input: search })).search ?? {};
    expect(passages.map(({ document }) => document?.externalId)).not.toContain('secret');
  });

  it.each([
    [{ metadata: { yaer: 1 } }, 'BAD_USER_INPUT', 'input.metadata.yaer'],
    [{ metadata: { year: 'x' } }, 'BAD_USER_INPUT', 'input.metadata.year'],
    [{ access: ['g', ''] }, 'BAD_USER_INPUT', 'input.access[1]'],
    [{ document: { id: 'doc_0' } }, 'NOT_FOUND', undefined],
    [{ document: { id: '42' } }, 'BAD_USER_INPUT', 'input.document.id'],
  ])('are not updated by %j', async (change, code, argument) => {
    const query = 'mutation ($input: UpdateDocumentInput!) { updateDocument(input: $input) { version } }';
    const { errors } = await app.raw(query, { input: { document: by('ada'), ...change } });
    expect(errors?.[0]?.extensions).toMatchObject({ code, ...(argument && { argument }) });
  });

  it('embed nothing where the same bytes come with other metadata or access', async () => {
    const text = 'A letter that never changes.';
    expect(await ingest('same', text)).toMatchObject({ progress: { chunksEmbedded: 1, chunksReused: 0 } });
    for (const change of [{ metadata: { year: 1900 } }, { access: ['post'] }]) {
      expect(await ingest('same', text, change)).toMatchObject({
        state: 'SUCCEEDED',
        progress: { chunksTotal: 1, chunksEmbedded: 0, chunksReused: 1 },
      });
    }
  });

  it('are tried again as the same ingestion, whose attempts and events count on', async () => {
    const failed = await ingest('blank', ' ');
    const id = failed?.id ?? '';
    expect(failed).toMatchObject({ state: 'FAILED', attempts: 1, error: { code: 'NO_TEXT' } });
    const { retryIngestion } = await app.ask(RetryIngestionDocument, { id });
    expect(retryIngestion).toMatchObject({ id, state: 'QUEUED', attempts: 1, error: null });
    const seen: string[] = [];
    const query = IngestionProgressDocument.toString();
    const events = subscribe<IngestionProgressSubscription>(app.url, query, { ids: [id] });
    for await (const { ingestionProgress: event } of events) {
      seen.push(event.ingestion.state);
      expect(event.seq).toBe(seen.length);
      if (event.ingestion.state === 'FAILED' && event.ingestion.attempts === 2) break;
    }
    expect(seen.filter((state) => state === 'QUEUED' || state === 'FAILED')).toEqual([
      ...['QUEUED', 'FAILED', 'QUEUED', 'FAILED'],
    ]);
    await ingest('blank', 'Not blank any more.');
    const retry = 'mutation ($id: ID!) { retryIngestion(id: $id) { id } }';
    const { errors } = await app.raw(retry, { id });
    expect(errors?.[0]).toMatchObject({ extensions: { code: 'CONFLICT' } });
    expect(errors?.[0]?.message).toMatch(/superseded/);
  });

  it('keep as many texts as configured, so that old citations can be read', async () => {
    const first = 'The lighthouse keeper is called Ingrid Solheim.';
    await ingest('keeper', first);
    const question = 'What is the lighthouse keeper called?';
    const { answer } = await app.ask(AnswerDocument, { input: { question, collection: 'letters' } });
    if (answer?.__typename !== 'Answer') throw new Error(`no answer: ${JSON.stringify(answer)}`);
    const [citation] = answer.citations;
    if (citation === undefined) throw new Error('no citation');
    expect(citation).toMatchObject({ documentVersion: 1, document: { externalId: 'keeper' } });
    await ingest('keeper', 'There is no lighthouse any more.');
    const textOf = async (version: number, span: { start?: number; end?: number } = {}) =>
      (await app.ask(DocumentTextDocument, { by: by('keeper'), version, ...span })).document?.text;
    const { start, end } = citation.sourceSpan;
    expect(await textOf(citation.documentVersion, { start, end })).toBe(citation.quote);
    await ingest('keeper', 'The lighthouse is a hotel now.');
    expect(await textOf(1)).toBeNull();
    expect(await textOf(2)).toBe('There is no lighthouse any more.');
    expect(await textOf(3)).toBe('The lighthouse is a hotel now.');
    expect(await textOf(4)).toBeNull();
  });
});

describe('collections that are deleted', () => {
  let app: RunningApp;

  beforeAll(async () => {
    app = await startApp();
  });
  afterAll(() => app.stop());

  const completed = async (id: string): Promise<unknown> => {
    const query = `query ($id: ID!) { node(id: $id) {
      ... on DeletionReceipt { state documentCount stores { store deleted verifiedAbsent } }
    } }`;
    for (;;) {
      const { node } = (await app.raw(query, { id })).data as { node: { state: string } };
      if (node.state === 'COMPLETED') return node;
    }
  };

  async function ingest(collection: string, externalId: string, text: string) {
    const input = {
      collection,
      waitFor: 'SEARCHABLE' as const,
      documents: [{ externalId, source: { text } }],
    };
    await app.ask(IngestDocument, { input });
  }

  async function found(collection: string, query: string) {
    const { search } = await app.ask(SearchDocument, { input: { query, collection } });
    return search?.passages.map(({ text }) => text);
  }

  it('take everything with them, proven store by store, and leave their name free at once', async () => {
    await app.ask(CreateCollectionDocument, { input: { name: 'songs' } });
    await ingest('songs', 'one', 'The nightingale sings at dusk.');
    await ingest('songs', 'two', 'The lark sings at dawn.');
    expect(await found('songs', 'who sings at dusk')).toHaveLength(2);
    const { deleteCollection } = await app.ask(DeleteCollectionDocument, { name: 'songs' });
    expect(deleteCollection.documentCount).toBe(2);
    const { errors } = await app.raw('{ search(input: { query: "x", collection: "songs" }) { cache } }');
    expect(errors?.[0]?.extensions['code']).toBe('NOT_FOUND');
    const { createCollection } = await app.ask(CreateCollectionDocument, { input: { name: 'songs' } });
    expect(createCollection.name).toBe('songs');
    expect(await found('songs', 'who sings at dusk')).toEqual([]);
    await ingest('songs', 'one', 'A cuckoo this time.');
    expect(await completed(deleteCollection.id)).toMatchObject({
      documentCount: 2,
      stores: [
        { store: 'catalog', verifiedAbsent: true },
        { store: 'index', deleted: 2, verifiedAbsent: true },
        { store: 'blobs', deleted: 2, verifiedAbsent: true },
        { store: 'cache', verifiedAbsent: true },
        { store: 'runs', verifiedAbsent: true },
      ],
    });
    expect(await found('songs', 'who sings at dusk')).toEqual(['A cuckoo this time.']);
  });

  it('come back empty where they are the default', async () => {
    await ingest('default', 'one', 'Something to forget.');
    const { deleteCollection } = await app.ask(DeleteCollectionDocument, { name: 'default' });
    expect(deleteCollection.documentCount).toBe(1);
    expect(await found('default', 'something')).toEqual([]);
    await ingest('default', 'one', 'Something to remember.');
    expect(await found('default', 'something')).toEqual(['Something to remember.']);
    expect(await completed(deleteCollection.id)).toMatchObject({ documentCount: 1 });
  });

  it('are NOT_FOUND where there is none of that name', async () => {
    const { errors } = await app.raw('mutation { deleteCollection(name: "sogns") { id } }');
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'NOT_FOUND', nearMisses: ['songs'] });
  });

  it('leave no error in the log', () => {
    expect(app.logger.messages('error')).toEqual([]);
  });
});
