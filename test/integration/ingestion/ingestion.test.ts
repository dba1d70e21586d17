import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';

import {
  BadUserInputError,
  ForbiddenError,
  NotFoundError,
  ProviderError,
} from '../../../src/domain/errors.js';
import { makeId } from '../../../src/domain/ids.js';
import type { Ingestion, IngestionEvent } from '../../../src/domain/ingestion.js';
import { compileAccess, defaultPrincipal } from '../../../src/services/access/compile-access.js';
import type { DocumentInput } from '../../../src/services/ingestion/document-input.js';
import { ScaledClock } from '../../support/scaled-clock.js';
import {
  createProcess,
  createStores,
  indexAndCatalog,
  maxDocumentBytes,
  never,
  textDocument,
  type Process,
  type Stores,
} from './ingestion-stack.js';
import { hang, ObservedEmbedder } from './observed-embedder.js';

const access = compileAccess(defaultPrincipal);

jest.setTimeout(60_000);

describe('ingestion', () => {
  let embedder: ObservedEmbedder;
  let stores: Stores;
  let server: Process;

  beforeEach(async () => {
    embedder = new ObservedEmbedder();
    stores = await createStores(embedder, new ScaledClock(10));
    server = createProcess(stores, embedder);
    await server.start();
  });

  afterEach(async () => {
    await server.stop();
    await stores.remove();
  });

  const ingest = (...documents: DocumentInput[]) =>
    server.ingestion.ingest(
      defaultPrincipal,
      { collection: 'default', documents, waitFor: 'SEARCHABLE' },
      never,
    );

  const currentText = async (externalId: string) => {
    const document = await stores.catalog.documents.findByExternalId(
      access,
      stores.collection.id,
      externalId,
    );
    return document === null ? null : stores.catalog.documents.text(access, document.id, null);
  };

  it('makes documents searchable and tells their states in the order they were given', async () => {
    const ended = await ingest(
      textDocument('one', 'First paragraph.\n\nSecond paragraph.'),
      textDocument('two', 'Another text.'),
    );
    expect(ended.map(({ externalId, state }) => [externalId, state])).toEqual([
      ['one', 'SUCCEEDED'],
      ['two', 'SUCCEEDED'],
    ]);
    expect(ended[0]?.progress.chunksTotal).toBeGreaterThan(0);
    expect(ended[0]?.progress.chunksIndexed).toBe(ended[0]?.progress.chunksTotal);
    expect(await currentText('one')).toBe('First paragraph.\n\nSecond paragraph.');
    const { indexed, expected } = await indexAndCatalog(stores);
    expect(indexed).toEqual(expected);
    expect(indexed.length).toBeGreaterThan(1);
  });

  it('does no work for the same bytes and metadata again', async () => {
    await ingest(textDocument('one', 'Some text.', { metadata: { topic: 'a' } }));
    const embedded = embedder.embedded.length;
    const loads = server.loader.loads;
    const [again] = await ingest(textDocument('one', 'Some text.', { metadata: { topic: 'a' } }));
    expect(again?.state).toBe('UNCHANGED');
    expect(embedder.embedded).toHaveLength(embedded);
    expect(server.loader.loads).toBe(loads);
  });

  it('embeds nothing where only metadata or access change', async () => {
    await ingest(textDocument('one', 'Some text.', { metadata: { topic: 'a' } }));
    const embedded = embedder.embedded.length;
    const [changed] = await ingest(textDocument('one', 'Some text.', { metadata: { topic: 'b' } }));
    expect(changed).toMatchObject({ state: 'SUCCEEDED', progress: { chunksEmbedded: 0, chunksReused: 1 } });
    const [closed] = await ingest(
      textDocument('one', 'Some text.', { metadata: { topic: 'b' }, access: ['hr'] }),
    );
    expect(closed).toMatchObject({ state: 'SUCCEEDED', progress: { chunksEmbedded: 0, chunksReused: 1 } });
    expect(embedder.embedded).toHaveLength(embedded);
    expect(await currentText('one')).toBeNull();
  });

  it('embeds only what an edit changed', async () => {
    const paragraphs = Array.from({ length: 40 }, (_, at) => `Paragraph ${String(at)} ${words(at, 17)}.`);
    const [first] = await ingest(textDocument('long', paragraphs.join('\n\n')));
    const before = embedder.embedded.length;
    const edited = paragraphs.with(20, `Paragraph 20, now with other words ${words(99, 13)}.`);
    const [second] = await ingest(textDocument('long', edited.join('\n\n')));
    const embedded = embedder.embedded.slice(before);
    expect(embedded.length).toBeGreaterThan(0);
    expect(embedded.length).toBeLessThanOrEqual(3);
    expect(second?.progress).toEqual({
      chunksTotal: first?.progress.chunksTotal,
      chunksEmbedded: embedded.length,
      chunksReused: (first?.progress.chunksTotal ?? 0) - embedded.length,
      chunksIndexed: first?.progress.chunksTotal,
    });
    const { indexed, expected } = await indexAndCatalog(stores);
    expect(indexed).toEqual(expected);
    expect(await currentText('long')).toBe(edited.join('\n\n'));
  });

  it('keeps equal paragraphs of two documents apart and embeds their text once', async () => {
    await ingest(textDocument('one', 'The very same words.'));
    const embedded = embedder.embedded.length;
    await ingest(textDocument('two', 'The very same words.'));
    expect(embedder.embedded).toHaveLength(embedded);
    expect((await indexAndCatalog(stores)).indexed).toHaveLength(2);
  });

  it('works off many versions of one document in the order they were handed in', async () => {
    const accepted: Ingestion[] = [];
    for (let version = 1; version <= 12; version += 1) {
      accepted.push(
        ...(await server.ingestion.ingest(
          defaultPrincipal,
          {
            collection: 'default',
            documents: [textDocument('busy', `Version ${String(version)}.`)],
            waitFor: 'ACCEPTED',
          },
          never,
        )),
      );
    }
    const finished: string[] = [];
    const ids = accepted.map(({ id }) => id);
    for await (const { ingestion } of server.ingestion.progress(defaultPrincipal, ids, never)) {
      if (ingestion.finishedAt !== null) finished.push(ingestion.id);
    }
    expect(new Set(finished).size).toBe(12);
    const document = await stores.catalog.documents.findByExternalId(access, stores.collection.id, 'busy');
    expect(document?.version).toBe(12);
    expect(await currentText('busy')).toBe('Version 12.');
    const { indexed, expected } = await indexAndCatalog(stores);
    expect(indexed).toEqual(expected);
    expect(indexed).toHaveLength(1);
  });

  it('fails what cannot be ingested with its code and goes on with the rest', async () => {
    const ended = await ingest(
      textDocument('empty', ''),
      textDocument('blank', ' \n\n '),
      textDocument('binary', 'a\0b'),
      textDocument('huge', 'x'.repeat(maxDocumentBytes + 1)),
      textDocument('fine', 'A good text.'),
    );
    expect(ended.map(({ state, error }) => [state, error?.code ?? null, error?.retryable ?? null])).toEqual([
      ['FAILED', 'NO_TEXT', false],
      ['FAILED', 'NO_TEXT', false],
      ['FAILED', 'UNSUPPORTED_MEDIA_TYPE', false],
      ['FAILED', 'DOCUMENT_TOO_LARGE', false],
      ['SUCCEEDED', null, null],
    ]);
    expect(ended[3]?.error?.message).toContain('100000');
    expect(stores.blobs.size).toBe(4);
  });

  it('leaves the version that was served where a new one fails', async () => {
    await ingest(textDocument('one', 'The good version.'));
    const [failed] = await ingest(textDocument('one', ''));
    expect(failed?.state).toBe('FAILED');
    expect(await currentText('one')).toBe('The good version.');
  });

  it('fails a document whose embedding cannot be retried', async () => {
    embedder.intercept = () => {
      throw new ProviderError('scripted', 'the key is wrong', false);
    };
    const [failed] = await ingest(textDocument('one', 'Some text.'));
    expect(failed).toMatchObject({
      state: 'FAILED',
      attempts: 1,
      error: { code: 'EMBEDDING_FAILED', message: 'scripted: the key is wrong', retryable: false },
    });
  });

  it('outlasts an embedder that fails now and then, embedding nothing twice', async () => {
    let calls = 0;
    embedder.intercept = () => {
      calls += 1;
      if (calls % 2 === 1) throw new ProviderError('scripted', 'too many requests', true);
    };
    const text = Array.from({ length: 40 }, (_, at) => `Paragraph ${String(at)} ${words(at, 17)}.`);
    const [ended] = await ingest(textDocument('one', text.join('\n\n')));
    expect(ended).toMatchObject({ state: 'SUCCEEDED', progress: { chunksReused: 0 } });
    expect(ended?.attempts).toBeGreaterThan(1);
    expect(new Set(embedder.embedded).size).toBe(embedder.embedded.length);
    expect(ended?.progress.chunksEmbedded).toBe(embedder.embedded.length);
    expect(server.loader.loads).toBe(1);
  });

  it('gives every event of an ingestion, in order and without gaps, to followers early and late', async () => {
    const [accepted] = await server.ingestion.ingest(
      defaultPrincipal,
      { collection: 'default', documents: [textDocument('one', 'Some text.')], waitFor: 'ACCEPTED' },
      never,
    );
    expect(accepted?.state).toBe('QUEUED');
    const follow = async () => {
      const events: IngestionEvent[] = [];
      const ids = accepted === undefined ? [] : [accepted.id];
      for await (const event of server.ingestion.progress(defaultPrincipal, ids, never)) events.push(event);
      return events;
    };
    const live = await follow();
    expect(live.map(({ seq }) => seq)).toEqual(live.map((_, at) => at + 1));
    expect(live[0]?.ingestion.state).toBe('QUEUED');
    expect(live.at(-1)?.ingestion.state).toBe('SUCCEEDED');
    const stages = live.map(({ ingestion }) => ingestion.stage).filter((stage) => stage !== null);
    expect([...new Set(stages)].slice(-2)).toEqual(['EMBED', 'INDEX']);
    expect(await follow()).toEqual(live);
  });

  it('ends a follower whose signal aborts, without an error', async () => {
    embedder.intercept = hang;
    const [accepted] = await server.ingestion.ingest(
      defaultPrincipal,
      { collection: 'default', documents: [textDocument('one', 'Some text.')], waitFor: 'ACCEPTED' },
      never,
    );
    const controller = new AbortController();
    const seen: string[] = [];
    const ids = accepted === undefined ? [] : [accepted.id];
    for await (const { ingestion } of server.ingestion.progress(defaultPrincipal, ids, controller.signal)) {
      seen.push(ingestion.stage ?? ingestion.state);
      if (ingestion.stage === 'EMBED') controller.abort();
    }
    expect(seen.at(-1)).toBe('EMBED');
  });

  it('refuses to follow what is unknown, foreign or not visible, before the first event', async () => {
    const [hidden] = await ingest(textDocument('one', 'Some text.', { access: ['hr'] }));
    const foreign = { ...defaultPrincipal, tenant: 'other' as typeof defaultPrincipal.tenant };
    const [own] = await ingest(textDocument('two', 'Some text.'));
    const attempts = [
      server.ingestion.progress(defaultPrincipal, [makeId('ingestion', 'none')], never),
      server.ingestion.progress(defaultPrincipal, hidden === undefined ? [] : [hidden.id], never),
      server.ingestion.progress(foreign, own === undefined ? [] : [own.id], never),
    ];
    for (const attempt of attempts) await expect(attempt.next()).rejects.toThrow(NotFoundError);
  });

  it('refuses a bad call whole, naming the element, and stores nothing of it', async () => {
    const good = textDocument('good', 'Some text.');
    const refusals: [DocumentInput[], string][] = [
      [[good, textDocument('b', 'x'), textDocument('good', 'y')], 'input.documents[2].externalId'],
      [[good, textDocument('', 'y')], 'input.documents[1].externalId'],
      [[good, textDocument('x'.repeat(1025), 'y')], 'input.documents[1].externalId'],
      [[good, textDocument('b', 'y', { metadata: { colour: 'red' } })], 'input.documents[1].metadata'],
      [[good, textDocument('b', 'y', { access: ['hr', ''] })], 'input.documents[1].access[1]'],
      [Array.from({ length: 1001 }, (_, at) => textDocument(String(at), 'x')), 'input.documents'],
    ];
    for (const [documents, argument] of refusals) {
      const refused = await ingest(...documents).catch((error: unknown) => error);
      expect(refused).toBeInstanceOf(BadUserInputError);
      expect((refused as BadUserInputError).argument).toContain(argument);
    }
    expect(stores.blobs.size).toBe(0);
    expect(await stores.catalog.ingestions.countUnfinished()).toBe(0);
  });

  it('needs the scope INGEST', async () => {
    const reader = { ...defaultPrincipal, scopes: ['READ'] as const };
    const request = { collection: 'default', documents: [], waitFor: 'ACCEPTED' as const };
    await expect(server.ingestion.ingest(reader, request, never)).rejects.toThrow(ForbiddenError);
  });

  it('names a document by its uri, then its file name, then its content', async () => {
    const bytes = new TextEncoder().encode('Some text.');
    const anonymous = { metadata: {}, access: [], source: { kind: 'bytes' as const, bytes, fileName: null } };
    const named = { ...anonymous, source: { ...anonymous.source, fileName: 'notes.txt' } };
    const ended = await ingest({ ...named, uri: 'https://example.com/notes' }, named, anonymous);
    expect(ended.map(({ externalId }) => externalId)).toEqual([
      'https://example.com/notes',
      'notes.txt',
      expect.stringMatching(/^[0-9a-f]{64}$/),
    ]);
  });

  it('gives back what it works on when it is stopped, for another to take up', async () => {
    let begun: () => void = () => undefined;
    const embedding = new Promise<void>((resolve) => (begun = resolve));
    embedder.intercept = (texts, signal) => {
      begun();
      return hang(texts, signal);
    };
    const [accepted] = await server.ingestion.ingest(
      defaultPrincipal,
      { collection: 'default', documents: [textDocument('one', 'Some text.')], waitFor: 'ACCEPTED' },
      never,
    );
    await embedding;
    await server.stop();
    embedder.intercept = () => undefined;
    const ids = accepted === undefined ? [] : [accepted.id];
    const [queued] = await stores.catalog.ingestions.findByIds(access, ids);
    expect(queued?.state).toBe('QUEUED');
    server = createProcess(stores, embedder);
    await server.start();
    let last: Ingestion | null = null;
    for await (const { ingestion } of server.ingestion.progress(defaultPrincipal, ids, never))
      last = ingestion;
    expect(last).toMatchObject({ state: 'SUCCEEDED', attempts: 2 });
  });
});

/** Words that differ with `seed`. */
function words(seed: number, count: number): string {
  return Array.from({ length: count }, (_, at) => `w${String(seed)}x${String(at)}`).join(' ');
}
