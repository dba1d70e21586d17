import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { FormattedExecutionResult } from 'graphql';

import { BadUserInputError, InvalidFilterError } from '../../src/domain/errors.js';
import { AnswerStreamDocument, IngestionProgressDocument } from '../../src/generated/graphql.js';
import { deferred } from '../support/deferred.js';
import { transports, webSocketClient, type Operation } from '../support/graphql-transports.js';
import {
  answeredRun,
  numbered,
  sampleAbstention,
  sampleAnswer,
  sampleRun,
  sampleTrace,
} from '../support/sample-answer.js';
import { samplePassage } from '../support/sample-passage.js';
import { sampleChunk, sampleCollection, sampleDocument, sampleIngestion } from '../support/sample-records.js';
import { scriptedServices, type ScriptedServices } from '../support/scripted-services.js';
import { startServer, type RunningServer } from '../support/start-server.js';

/** An outage whose words no client must see. */
const outage = () => Promise.reject(new Error('secret: cannot read /var/secret'));

const passages = Array.from({ length: 50 }, (_, place) => samplePassage(place + 1, `passage ${place}`));
const documents = passages.map(({ documentId }) =>
  sampleDocument('x', { id: documentId, title: `T ${documentId}` }),
);
const nested = (levels: number): string =>
  levels === 0 ? '{ totalCount }' : `{ edges { node { collection { documents ${nested(levels - 1)} } } } }`;
const tooDeep = `{ collection(name: "papers") { documents ${nested(3)} } }`;

const searchResult = { passages, trace: sampleTrace, cache: 'MISS', epoch: 1 } as const;
const chunk = sampleChunk('1', sampleDocument('1'));

describe('one API over three transports', () => {
  const documentCalls: (readonly string[])[] = [];
  let server: RunningServer;

  const script: ScriptedServices = {
    collections: {
      find: (_principal, name) => Promise.resolve(name === 'papers' ? sampleCollection('papers') : null),
      findByIds: (_principal, ids) => Promise.resolve(ids.map(() => sampleCollection('papers'))),
      counts: (_principal, ids) => Promise.resolve(ids.map(() => ({ documents: 2, chunks: 3_000_000_000 }))),
      list: () => outage(),
    },
    documents: {
      find: (_principal, by) => Promise.resolve('id' in by ? sampleDocument('1') : null),
      findByIds: (_principal, ids) => {
        documentCalls.push(ids);
        return Promise.resolve(ids.map((id) => documents.find((document) => document.id === id) ?? null));
      },
      findChunks: (_principal, ids) => Promise.resolve(ids.map(() => chunk)),
    },
    ingestion: {
      findByIds: (_principal, ids) => Promise.resolve(ids.map(() => sampleIngestion('1'))),
      progress: async function* () {
        const ingestion = sampleIngestion('gone');
        yield await Promise.resolve({ seq: 1, ingestion });
        yield { seq: 2, ingestion: { ...ingestion, state: 'RUNNING', stage: 'LOAD' } as const };
        throw new Error('secret: the catalog is gone');
      },
    },
    retrieval: {
      search: (_principal, { query }) => {
        if (query === '') return Promise.reject(new BadUserInputError('input.query', 'must not be empty'));
        if (query === 'filter') return Promise.reject(new InvalidFilterError('no field auther', ['author']));
        return Promise.resolve(searchResult);
      },
    },
    answers: {
      answer: (_principal, { question }) =>
        Promise.resolve(question === 'unknown' ? sampleAbstention : sampleAnswer),
      start: (_principal, { question }) =>
        question === ''
          ? Promise.reject(new BadUserInputError('input.question', 'must not be empty'))
          : Promise.resolve(sampleRun),
      follow: async function* (_principal, { afterSeq }) {
        yield* await Promise.resolve(answeredRun.slice(afterSeq));
      },
    },
  };

  beforeAll(async () => {
    server = await startServer(scriptedServices(script));
  });
  afterAll(() => server.stop());

  /** Over all transports that can; they must agree. */
  async function everywhere(operation: Operation): Promise<readonly FormattedExecutionResult[]> {
    const streaming = /^\s*subscription/.test(operation.query);
    const able = transports.filter(({ streams }) => streams || !streaming);
    const runs = await Promise.all(able.map((transport) => transport.run(server.url, operation)));
    const [first = [], ...others] = runs;
    for (const other of others) expect(other).toEqual(first);
    return first;
  }

  it('answers a query alike', async () => {
    const query = `query Papers($name: String!) {
      collection(name: $name) { __typename id name chunkCount createdAt metadataSchema { name type } }
    }`;
    expect(await everywhere({ query, variables: { name: 'papers' } })).toEqual([
      {
        data: {
          collection: {
            __typename: 'Collection',
            id: 'col_papers',
            name: 'papers',
            chunkCount: 3_000_000_000,
            createdAt: '2026-01-02T03:04:05.000Z',
            metadataSchema: [{ name: 'year', type: 'NUMBER' }],
          },
        },
      },
    ]);
    expect(await everywhere({ query, variables: { name: 'nope' } })).toEqual([
      { data: { collection: null } },
    ]);
  });

  it('tells an answer from an abstention', async () => {
    const query = `query Ask($question: String!) {
      answer(input: { question: $question }) {
        __typename runId latencyMs trace { degraded { step } }
        ... on Answer { text citations { marker quote support document { title } } }
        ... on Abstention { reason nearest { text } }
      }
    }`;
    const common = { runId: 'run_1', latencyMs: 12.5, trace: { degraded: [{ step: 'keyword' }] } };
    const citation = {
      marker: 1,
      quote: 'Blue light is scattered most.',
      support: 'SUPPORTED',
      document: { title: 'T doc_1' },
    };
    expect(await everywhere({ query, variables: { question: 'why?' } })).toEqual([
      {
        data: {
          answer: { ...common, __typename: 'Answer', text: sampleAnswer.text, citations: [citation] },
        },
      },
    ]);
    expect(await everywhere({ query, variables: { question: 'unknown' } })).toMatchObject([
      { data: { answer: { ...common, __typename: 'Abstention', reason: 'NO_EVIDENCE' } } },
    ]);
  });

  it('finds a node of each type by its id', async () => {
    const query = `query Node($id: ID!) { node(id: $id) { __typename id } }`;
    for (const [id, type] of [
      ['col_papers', 'Collection'],
      ['doc_1', 'Document'],
      ['chk_1', 'Chunk'],
      ['ing_1', 'Ingestion'],
    ]) {
      expect(await everywhere({ query, variables: { id } })).toEqual([
        { data: { node: { __typename: type, id } } },
      ]);
    }
    for (const id of ['', 'run_1', 'doc_Nope', 'doc_404']) {
      expect(await everywhere({ query, variables: { id } })).toEqual([{ data: { node: null } }]);
    }
  });

  it("asks the catalog once for fifty passages' documents", async () => {
    const [post] = transports;
    documentCalls.length = 0;
    const query = '{ search(input: { query: "x" }) { passages { document { title } } } }';
    const [result] = (await post?.run(server.url, { query })) ?? [];
    expect(result?.errors).toBeUndefined();
    expect(documentCalls).toEqual([passages.map(({ documentId }) => documentId)]);
  });

  describe.each([
    ['a syntax error', '{ health {', 'GRAPHQL_PARSE_FAILED'],
    ['an unknown field', '{ helth { status } }', 'GRAPHQL_VALIDATION_FAILED'],
    ['an unknown enum value', '{ ingestions(state: NOPE) { totalCount } }', 'GRAPHQL_VALIDATION_FAILED'],
    ['two fields of a @oneOf input', '{ document(by: {}) { id } }', 'GRAPHQL_VALIDATION_FAILED'],
    ['a malformed id', '{ ingestion(id: "doc_1") { id } }', 'BAD_USER_INPUT'],
    ['a page too long', '{ collections(first: 101) { totalCount } }', 'BAD_USER_INPUT'],
    ['a malformed cursor', '{ collections(after: "x") { totalCount } }', 'BAD_USER_INPUT'],
    ['an empty query', '{ search(input: { query: "" }) { cache } }', 'BAD_USER_INPUT'],
    ['a filter on an unknown field', '{ search(input: { query: "filter" }) { cache } }', 'INVALID_FILTER'],
    ['a failure of the server', '{ collections { totalCount } }', 'INTERNAL'],
    ['a query too deep', tooDeep, 'QUERY_TOO_COMPLEX'],
  ])('%s', (_name, query, code) => {
    it('is told alike', async () => {
      const [result] = await everywhere({ query });
      expect(result?.errors?.map(({ extensions }) => extensions?.['code'])).toEqual([code]);
      expect(JSON.stringify(result)).not.toMatch(/secret|node_modules|\.js:/);
    });
  });

  it('tells alike a variable that does not fit, and operations that are not there', async () => {
    const query = 'query A($n: Int!) { collections(first: $n) { totalCount } } query B { health { status } }';
    const codes = async (operation: Operation) =>
      (await everywhere(operation)).flatMap(({ errors }) =>
        errors?.map(({ extensions }) => extensions?.['code']),
      );
    expect(await codes({ query, operationName: 'A', variables: { n: 'x' } })).toEqual(['BAD_USER_INPUT']);
    expect(await codes({ query })).toEqual(['OPERATION_RESOLUTION_FAILURE']);
    expect(await codes({ query, operationName: 'C' })).toEqual(['OPERATION_RESOLUTION_FAILURE']);
  });

  it('counts tokens and aliases alike', async () => {
    const many = (count: number, field: (place: number) => string) =>
      `{ ${Array.from({ length: count }, (_, place) => field(place)).join(' ')} }`;
    for (const query of [many(60, (place) => `a${place}: __typename`), many(10_001, () => '__typename')]) {
      const [result] = await everywhere({ query });
      expect(result?.errors?.[0]?.extensions).toEqual({ code: 'QUERY_TOO_COMPLEX' });
    }
  });

  it('names the argument and the near misses', async () => {
    const [page] = await everywhere({ query: '{ collections(first: 0) { totalCount } }' });
    expect(page?.errors).toMatchObject([
      { message: 'first must be 1 to 100, not 0', extensions: { argument: 'first' } },
    ]);
    const [filter] = await everywhere({ query: '{ search(input: { query: "filter" }) { cache } }' });
    expect(filter).toMatchObject({
      data: { search: null },
      errors: [{ path: ['search'], extensions: { nearMisses: ['author'], retryable: false } }],
    });
  });

  it('logs what it masks, with the cause', () => {
    const masked = server.logger.lines.filter(({ level }) => level === 'error');
    expect(masked.length).toBeGreaterThan(0);
    expect(masked.map(({ facts }) => String(facts['error']))).toContain(
      'Error: secret: cannot read /var/secret',
    );
  });

  describe('a subscription', () => {
    const query = AnswerStreamDocument.toString();

    it('gives every event of a run, in order', async () => {
      const results = await everywhere({ query, variables: { input: { start: { question: 'why?' } } } });
      const events = results.map(({ data }) => data?.['answerStream'] as Record<string, unknown>);
      expect(events.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6]);
      expect(events.map(({ __typename }) => __typename)).toEqual([
        'AnswerStarted',
        'PassagesRetrieved',
        'TextDelta',
        'TextDelta',
        'CitationAdded',
        'AnswerCompleted',
      ]);
      expect(events.flatMap(({ text }) => (typeof text === 'string' ? [text] : [])).join('')).toBe(
        sampleAnswer.text,
      );
      expect(events.map(({ terminal }) => terminal)).toEqual([false, false, false, false, false, true]);
      expect(events.at(-1)).toMatchObject({ answer: { text: sampleAnswer.text, groundedness: 1 } });
    });

    it('goes on after the last event that a client has', async () => {
      const resume = { runId: sampleRun, afterSeq: 4 };
      const results = await everywhere({ query, variables: { input: { resume } } });
      expect(results.map(({ data }) => data?.['answerStream'])).toMatchObject([{ seq: 5 }, { seq: 6 }]);
    });

    it('that cannot begin ends with the error', async () => {
      const results = await everywhere({ query, variables: { input: { start: { question: '' } } } });
      expect(results).toMatchObject([
        { errors: [{ extensions: { code: 'BAD_USER_INPUT', argument: 'input.start.question' } }] },
      ]);
      const malformed = { resume: { runId: 'x', afterSeq: 0 } };
      expect(await everywhere({ query, variables: { input: malformed } })).toMatchObject([
        { errors: [{ extensions: { argument: 'input.resume.runId' } }] },
      ]);
    });

    it('whose source fails on the way gives what came before, and the masked error', async () => {
      const results = await everywhere({
        query: IngestionProgressDocument.toString(),
        variables: { ids: ['ing_1'] },
      });
      expect(results).toHaveLength(3);
      expect(results[1]).toMatchObject({ data: { ingestionProgress: { seq: 2 } } });
      expect(results[2]).toEqual({
        errors: [
          {
            message: 'the server could not do this; the cause is in its log',
            extensions: { code: 'INTERNAL' },
          },
        ],
      });
    });
  });
});

describe('events of a run that is called off', () => {
  it('are told as such', async () => {
    const run = numbered({ kind: 'answer-started', model: 'm' }, { kind: 'answer-cancelled' });
    const abstained = numbered({ kind: 'answer-abstained', abstention: sampleAbstention });
    const failed = numbered({
      kind: 'answer-failed',
      code: 'PROVIDER_ERROR',
      message: 'no',
      retryable: true,
    });
    const runs = [run, abstained, failed];
    const server = await startServer(
      scriptedServices({
        answers: {
          follow: async function* (_principal, { afterSeq }) {
            yield* await Promise.resolve(runs[afterSeq] ?? []);
          },
        },
      }),
    );
    const last = async (afterSeq: number) => {
      const resume = { runId: sampleRun, afterSeq };
      const operation = { query: AnswerStreamDocument.toString(), variables: { input: { resume } } };
      const results = await Promise.all(
        transports.slice(1).map((transport) => transport.run(server.url, operation)),
      );
      return results.map((each) => each.at(-1)?.data?.['answerStream']);
    };
    try {
      const cancelled = { __typename: 'AnswerCancelled', runId: 'run_1', seq: 2, terminal: true };
      expect(await last(0)).toEqual([cancelled, cancelled]);
      const abstention = { __typename: 'AnswerAbstained', abstention: { reason: 'NO_EVIDENCE' } };
      expect(await last(1)).toMatchObject([abstention, abstention]);
      const failure = { __typename: 'AnswerFailed', code: 'PROVIDER_ERROR', retryable: true };
      expect(await last(2)).toMatchObject([failure, failure]);
    } finally {
      await server.stop();
    }
  });
});

describe('a client that leaves', () => {
  const question = { input: { start: { question: 'why?' } } };

  /** A server whose answers never come, and the signals it was given. */
  async function silentServer() {
    const asked = deferred<AbortSignal>();
    const pend = (signal: AbortSignal) => {
      asked.resolve(signal);
      return new Promise<never>((_, reject) => {
        signal.addEventListener('abort', () => {
          reject(signal.reason as Error);
        });
      });
    };
    const services = scriptedServices({
      answers: {
        start: () => Promise.resolve(sampleRun),
        answer: (_principal, _request, signal) => pend(signal),
        follow: async function* (_principal, _from, signal) {
          yield await pend(signal);
        },
      },
    });
    return { server: await startServer(services), asked: asked.promise };
  }

  const aborted = (signal: AbortSignal) =>
    new Promise<void>((resolve) => {
      if (signal.aborted) resolve();
      signal.addEventListener('abort', () => {
        resolve();
      });
    });

  it.each([
    ['a subscription', { query: AnswerStreamDocument.toString(), variables: question }],
    ['a query', { query: '{ answer(input: { question: "why?" }) { runId } }' }],
  ])('completes %s over a WebSocket: the work behind it is aborted', async (_name, operation) => {
    const { server, asked } = await silentServer();
    const client = webSocketClient(server.url);
    const stop = client.subscribe(operation, {
      next: () => undefined,
      error: () => undefined,
      complete: () => undefined,
    });
    const signal = await asked;
    stop();
    await aborted(signal);
    await client.dispose();
    await server.stop();
    expect(signal.aborted).toBe(true);
    expect(server.logger.messages('error')).toEqual([]);
  });

  it('drops its WebSocket: the work behind it is aborted', async () => {
    const { server, asked } = await silentServer();
    const client = webSocketClient(server.url);
    client.subscribe(
      { query: AnswerStreamDocument.toString(), variables: question },
      { next: () => undefined, error: () => undefined, complete: () => undefined },
    );
    const signal = await asked;
    client.terminate();
    await aborted(signal);
    await server.stop();
    expect(signal.aborted).toBe(true);
  });

  it.each([
    ['SSE', 'text/event-stream', { query: AnswerStreamDocument.toString(), variables: question }],
    [
      'SSE, with a query',
      'text/event-stream',
      { query: '{ answer(input: { question: "why?" }) { runId } }' },
    ],
    ['POST', 'application/json', { query: '{ answer(input: { question: "why?" }) { runId } }' }],
  ])('drops its %s connection: the work behind it is aborted', async (_name, accept, operation) => {
    const { server, asked } = await silentServer();
    const client = new AbortController();
    const response = fetch(`${server.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept },
      body: JSON.stringify(operation),
      signal: client.signal,
    }).catch(() => undefined);
    const signal = await asked;
    client.abort();
    await aborted(signal);
    await response;
    await server.stop();
    expect(signal.aborted).toBe(true);
    expect(server.logger.messages('error')).toEqual([]);
  });
});
