import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { CreateCollectionDocument, IngestDocument } from '../../src/generated/graphql.js';
import { startApp, type RunningApp } from '../support/start-app.js';

/** What a client gets for bad input: a code, the argument it is about, a sentence. */
describe('bad input', () => {
  let app: RunningApp;

  beforeAll(async () => {
    app = await startApp();
    await app.ask(CreateCollectionDocument, {
      input: { name: 'papers', metadataSchema: [{ name: 'author', type: 'STRING' }] },
    });
    await app.ask(IngestDocument, {
      input: {
        collection: 'papers',
        waitFor: 'SEARCHABLE',
        documents: [{ externalId: 'a', source: { text: 'Something to be found.' } }],
      },
    });
  });
  afterAll(() => app.stop());

  async function extensionsOf(query: string, variables: object = {}) {
    const { errors = [] } = await app.raw(query, variables);
    expect(errors).toHaveLength(1);
    expect(errors[0]?.message).not.toMatch(/\bat .+:\d+|undefined|\[object/);
    return errors[0]?.extensions;
  }

  const search = 'query ($input: SearchInput!) { search(input: $input) { cache } }';
  const answer = 'query ($input: AnswerInput!) { answer(input: $input) { runId } }';
  const ingest = 'mutation ($input: IngestInput!) { ingest(input: $input) { ingestions { id } } }';
  const named = (externalId: string) => ({ externalId, source: { text: externalId } });
  const found = { query: 'something', collection: 'papers' };
  const filter = (name: string, is: object) => ({ input: { ...found, where: { field: { name, is } } } });

  it.each([
    ['an empty query', search, { input: { query: ' ' } }, 'input.query'],
    ['a query beyond 8,000 characters', search, { input: { query: 'x'.repeat(8001) } }, 'input.query'],
    ['an empty question', answer, { input: { question: '' } }, 'input.question'],
    [
      'a question beyond 8,000 characters',
      answer,
      { input: { question: 'x'.repeat(8001) } },
      'input.question',
    ],
    ['topK of 0', search, { input: { ...found, topK: 0 } }, 'input.topK'],
    ['topK beyond 100', search, { input: { ...found, topK: 101 } }, 'input.topK'],
    ['no time at all', answer, { input: { question: 'why?', timeoutMs: 0 } }, 'input.timeoutMs'],
    ['first of 0', '{ collections(first: 0) { totalCount } }', {}, 'first'],
    ['first beyond 100', '{ ingestions(first: 101) { totalCount } }', {}, 'first'],
    ['a malformed cursor', '{ collections(after: "???") { totalCount } }', {}, 'after'],
    ['a malformed id', '{ ingestion(id: "42") { id } }', {}, 'id'],
    ['a malformed id within', search, { input: { ...found, within: [{ id: '42' }] } }, 'input.within[0].id'],
    [
      'minScore beyond 1',
      search,
      { input: { ...found, retrieval: { minScore: 1.5 } } },
      'input.retrieval.minScore',
    ],
    [
      'too many candidates',
      search,
      { input: { ...found, retrieval: { candidates: 1001 } } },
      'input.retrieval.candidates',
    ],
    [
      'a name that is none',
      'mutation { createCollection(input: { name: "no spaces" }) { id } }',
      {},
      'input.name',
    ],
    [
      'base64 that is none',
      'mutation { ingest(input: { documents: [{ source: { base64: "%%%" } }] }) { ingestions { id } } }',
      {},
      'input.documents[0].source.base64',
    ],
    [
      'undeclared metadata',
      'mutation { ingest(input: { documents: [{ metadata: { colour: "red" }, source: { text: "x" } }] }) { ingestions { id } } }',
      {},
      'input.documents[0].metadata.colour',
    ],
    [
      'metadata of the wrong type',
      'mutation { ingest(input: { collection: "papers", documents: [{ source: { text: "x" } }, { metadata: { author: 5 }, source: { text: "y" } }] }) { ingestions { id } } }',
      {},
      'input.documents[1].metadata.author',
    ],
    [
      'an externalId that is there twice',
      ingest,
      { input: { documents: [named('a'), named('b'), named('a')] } },
      'input.documents[2].externalId',
    ],
    [
      'more than 1000 documents',
      ingest,
      { input: { documents: Array.from({ length: 1001 }, (_, at) => named(String(at))) } },
      'input.documents',
    ],
    [
      'more than 1000 documents to search within',
      search,
      { input: { ...found, within: Array.from({ length: 1001 }, () => ({ id: 'doc_0' })) } },
      'input.within',
    ],
    [
      'more than 1000 documents to delete',
      'mutation ($input: DeleteDocumentsInput!) { deleteDocuments(input: $input) { id } }',
      { input: { documents: Array.from({ length: 1001 }, () => ({ id: 'doc_0' })) } },
      'input.documents',
    ],
  ])('%s is BAD_USER_INPUT that names the argument', async (_name, query, variables, argument) => {
    expect(await extensionsOf(query, variables)).toMatchObject({ code: 'BAD_USER_INPUT', argument });
  });

  it('a call that is refused for one of its documents stores none of them', async () => {
    const documents = [named('fine'), { ...named('not so'), metadata: { colour: 'red' } }];
    const input = { collection: 'papers', documents };
    expect(await extensionsOf(ingest, { input })).toMatchObject({ code: 'BAD_USER_INPUT' });
    const counts = '{ ingestions { totalCount } collection(name: "papers") { documentCount } }';
    expect((await app.raw(counts)).data).toEqual({
      ingestions: { totalCount: 1 },
      collection: { documentCount: 1 },
    });
  });

  it.each([
    ['cancelIngestion', 'an ended ingestion cannot be called off'],
    ['retryIngestion', 'an ingestion that succeeded cannot be retried'],
  ])('%s is CONFLICT where there is nothing to do: %s', async (mutation) => {
    const { data } = await app.raw('{ ingestions { edges { node { id } } } }');
    const { ingestions } = data as { ingestions: { edges: { node: { id: string } }[] } };
    const query = `mutation ($id: ID!) { ${mutation}(id: $id) { id } }`;
    expect(await extensionsOf(query, { id: ingestions.edges[0]?.node.id })).toMatchObject({
      code: 'CONFLICT',
    });
    expect(await extensionsOf(query, { id: 'ing_0' })).toMatchObject({ code: 'NOT_FOUND' });
  });

  it('an unknown filter field is INVALID_FILTER with the near misses', async () => {
    expect(await extensionsOf(search, filter('auther', { eq: 'x' }))).toMatchObject({
      code: 'INVALID_FILTER',
      nearMisses: ['author'],
    });
  });

  it.each([
    ['an operand of another type', filter('author', { eq: 5 })],
    ['an operator that the type does not take', filter('author', { contains: 'x' })],
    ['a built-in field of another type', filter('createdAt', { gt: 'yesterday' })],
  ])('%s is INVALID_FILTER', async (_name, variables) => {
    expect(await extensionsOf(search, variables)).toMatchObject({ code: 'INVALID_FILTER' });
  });

  it('a filter that is nested too deep is INVALID_FILTER', async () => {
    let where: object = { field: { name: 'author', is: { eq: 'x' } } };
    for (let depth = 0; depth < 9; depth += 1) where = { not: where };
    expect(await extensionsOf(search, { input: { ...found, where } })).toMatchObject({
      code: 'INVALID_FILTER',
    });
  });

  it('an unknown collection is NOT_FOUND with the near misses', async () => {
    expect(await extensionsOf(search, { input: { query: 'x', collection: 'papres' } })).toMatchObject({
      code: 'NOT_FOUND',
      nearMisses: ['papers'],
    });
  });

  it('a name that is taken is CONFLICT', async () => {
    const query = 'mutation { createCollection(input: { name: "papers" }) { id } }';
    expect(await extensionsOf(query)).toMatchObject({ code: 'CONFLICT' });
  });

  it('an unknown run is NOT_FOUND', async () => {
    expect(await extensionsOf('mutation { cancelAnswer(runId: "run_0") }')).toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  it('one failing alias does not take the others with it', async () => {
    const query = `{
      good: search(input: { query: "something", collection: "papers" }) { passages { rank } }
      bad: search(input: { query: "" }) { cache }
    }`;
    const { data, errors } = await app.raw(query);
    expect(data).toMatchObject({ good: { passages: [{ rank: 1 }] }, bad: null });
    expect(errors?.map(({ path }) => path)).toEqual([['bad']]);
  });

  it('a cursor of one listing is no cursor of another', async () => {
    const { data } = await app.raw('{ ingestions(first: 1) { pageInfo { endCursor } } }');
    const { endCursor } = (data as { ingestions: { pageInfo: { endCursor: string } } }).ingestions.pageInfo;
    const query = 'query ($after: String) { collections(after: $after) { totalCount } }';
    expect(await extensionsOf(query, { after: endCursor })).toMatchObject({ argument: 'after' });
  });

  it('a forged cursor of the right listing is not the server’s failure', async () => {
    for (const position of ['x', '{}', '[1]', '9'.repeat(400), "' OR 1=1"]) {
      const after = Buffer.from(`Ingestion:${position}`).toString('base64url');
      const { errors } = await app.raw(
        'query ($after: String) { ingestions(after: $after) { totalCount } }',
        {
          after,
        },
      );
      expect(errors?.map(({ extensions }) => extensions['code']) ?? []).not.toContain('INTERNAL');
    }
  });

  it('is never logged as an error of the server', () => {
    expect(app.logger.messages('error')).toEqual([]);
  });
});
