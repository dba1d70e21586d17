import { describe, expect, it } from '@jest/globals';

import { ProviderError, UnavailableError } from '../../../../src/domain/errors.js';
import type { Embedder } from '../../../../src/ports/embedder.js';
import { QueryEmbeddingBatcher } from '../../../../src/services/retrieval/query-embedding-batcher.js';
import { ManualClock } from '../../../support/manual-clock.js';

type Embed = Embedder['embed'];

const vectorOf = (text: string) => Float32Array.of(text.length);
const { signal } = new AbortController();

function batching(embed: Embed = (texts) => Promise.resolve(texts.map(vectorOf))) {
  const calls: {
    readonly texts: readonly string[];
    readonly lane: string;
    readonly signal: AbortSignal | undefined;
  }[] = [];
  const clock = new ManualClock();
  const embedder = {
    maxBatchSize: 4,
    embed: ((texts, options) => {
      calls.push({ texts, lane: options.lane, signal: options.signal });
      return embed(texts, options);
    }) satisfies Embed,
  } as unknown as Embedder;
  return { batcher: new QueryEmbeddingBatcher({ embedder, clock }), clock, calls };
}

const textsOf = (calls: readonly { readonly texts: readonly string[] }[]) => calls.map(({ texts }) => texts);

describe('QueryEmbeddingBatcher', () => {
  it('embeds what comes within the window in one call, in the lane for questions', async () => {
    const { batcher, clock, calls } = batching();
    const first = batcher.embed('a', signal);
    await clock.advance(2);
    const second = batcher.embed('bb', signal);
    await clock.advance(1);
    expect(await Promise.all([first, second])).toEqual([vectorOf('a'), vectorOf('bb')]);
    expect(calls).toMatchObject([{ texts: ['a', 'bb'], lane: 'question' }]);
  });

  it('does not wait for the window once a batch is full', async () => {
    const { batcher, clock, calls } = batching();
    const texts = ['1', '22', '333', '4444', '55555'];
    const vectors = texts.map((text) => batcher.embed(text, signal));
    expect(await Promise.all(vectors.slice(0, 4))).toEqual(texts.slice(0, 4).map(vectorOf));
    expect(textsOf(calls)).toEqual([texts.slice(0, 4)]);
    await clock.advance(3);
    expect(await vectors[4]).toEqual(vectorOf('55555'));
    expect(clock.waiting).toBe(0);
  });

  it('embeds a text once while it is under way, and anew after that', async () => {
    const { batcher, clock, calls } = batching();
    const same = [batcher.embed('a', signal), batcher.embed('a', signal)];
    await clock.advance(3);
    await Promise.all(same);
    const later = batcher.embed('a', signal);
    await clock.advance(3);
    await later;
    expect(textsOf(calls)).toEqual([['a'], ['a']]);
  });

  it('lets one text fail alone where the provider refuses the batch', async () => {
    const refusal = new ProviderError('test', 'bad text', false);
    const { batcher, clock } = batching((texts) =>
      texts.includes('bad') ? Promise.reject(refusal) : Promise.resolve(texts.map(vectorOf)),
    );
    const results = Promise.allSettled(['a', 'bad', 'cc'].map((text) => batcher.embed(text, signal)));
    await clock.advance(3);
    expect(await results).toEqual([
      { status: 'fulfilled', value: vectorOf('a') },
      { status: 'rejected', reason: refusal },
      { status: 'fulfilled', value: vectorOf('cc') },
    ]);
  });

  it('does not knock again for each text where the embedder is down', async () => {
    const outage = new UnavailableError('embedder', 'down');
    const { batcher, clock, calls } = batching(() => Promise.reject(outage));
    const results = Promise.allSettled(['a', 'b'].map((text) => batcher.embed(text, signal)));
    await clock.advance(3);
    expect(await results).toEqual([
      { status: 'rejected', reason: outage },
      { status: 'rejected', reason: outage },
    ]);
    expect(calls).toHaveLength(1);
  });

  it('lets a caller leave without taking the text from the others', async () => {
    const { batcher, clock } = batching();
    const controller = new AbortController();
    const left = batcher.embed('a', controller.signal);
    const stayed = batcher.embed('a', signal);
    const reason = new Error('left');
    controller.abort(reason);
    await expect(left).rejects.toBe(reason);
    await clock.advance(3);
    expect(await stayed).toEqual(vectorOf('a'));
  });

  it('does not send a text that everybody has left, and stops the call when all have', async () => {
    const { batcher, clock, calls } = batching(() => new Promise(() => {}));
    const [early, late] = [new AbortController(), new AbortController()];
    const leaving = Promise.allSettled([batcher.embed('a', early.signal), batcher.embed('b', late.signal)]);
    early.abort(new Error('left'));
    await clock.advance(3);
    expect(textsOf(calls)).toEqual([['b']]);
    expect(calls[0]?.signal?.aborted).toBe(false);
    late.abort(new Error('left'));
    await leaving;
    expect(calls[0]?.signal?.aborted).toBe(true);
  });
});
