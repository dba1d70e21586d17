import { setImmediate } from 'node:timers/promises';
import { beforeEach, describe, expect, it } from '@jest/globals';

import { EmbeddingLane } from '../../../../src/adapters/onnx/embedding-lane.js';
import type { EmbeddingWorker } from '../../../../src/adapters/onnx/embedding-thread.js';
import { UnavailableError } from '../../../../src/domain/errors.js';

describe('EmbeddingLane', () => {
  let workers: ScriptedWorker[];
  let lane: EmbeddingLane;

  const laneOf = (limits: { maxWorkers?: number; tokensAtATime?: number; maxWaiting?: number }) =>
    new EmbeddingLane({
      startWorker: () => {
        const worker = new ScriptedWorker();
        workers.push(worker);
        return worker;
      },
      maxWorkers: 1,
      tokensAtATime: 4,
      maxWaiting: 10,
      maxTokensPerText: 256,
      ...limits,
    });

  beforeEach(() => {
    workers = [];
    lane = laneOf({});
  });

  it('starts no worker before the first text', () => {
    expect(workers).toEqual([]);
  });

  it('gives each text its own vector, in order, however they are batched', async () => {
    const vectors = lane.embed(['c', 'a', 'b']);
    await runAll(workers);
    expect((await vectors).map((vector) => [...vector])).toEqual([[99], [97], [98]]);
    expect(workers[0]?.batches).toEqual([['c'], ['a'], ['b']]);
  });

  it('embeds equal texts under way at once only once, and hands out vectors nobody shares', async () => {
    const [first, second] = [lane.embed(['a', 'a']), lane.embed(['a'])];
    await runAll(workers);
    const [one, two] = await first;
    const [three] = await second;
    expect(workers[0]?.batches).toEqual([['a']]);
    one?.fill(0);
    expect([two, three].map((vector) => vector?.[0])).toEqual([97, 97]);
  });

  it('embeds a text anew once its vector was handed out', async () => {
    const first = lane.embed(['a']);
    await runAll(workers);
    await first;
    const second = lane.embed(['a']);
    await runAll(workers);
    await second;
    expect(workers[0]?.batches).toEqual([['a'], ['a']]);
  });

  it('starts more workers while texts wait, up to its limit', async () => {
    lane = laneOf({ maxWorkers: 2 });
    const calls = ['a', 'b', 'c'].map((text) => lane.embed([text]));
    for (const worker of workers) worker.load();
    await setImmediate();
    expect(workers.map((worker) => worker.batches)).toEqual([[['a']], [['b']]]);
    await runAll(workers);
    expect(await Promise.all(calls)).toHaveLength(3);
  });

  it('takes an aborted text that no worker has begun out of the queue, unless someone else wants it', async () => {
    const controller = new AbortController();
    const aborted = lane.embed(['a', 'b', 'c'], controller.signal);
    const other = lane.embed(['b']);
    controller.abort(new Error('enough'));
    await expect(aborted).rejects.toThrow('enough');
    await runAll(workers);
    expect((await other).map((vector) => [...vector])).toEqual([[98]]);
    expect(workers[0]?.batches).toEqual([['b']]);
  });

  it('refuses a call that would make too many texts wait, and takes one again when there is room', async () => {
    lane = laneOf({ maxWaiting: 2 });
    const accepted = lane.embed(['a', 'b']);
    await expect(lane.embed(['c'])).rejects.toThrow('2 texts are waiting already');
    await expect(lane.embed(['c'])).rejects.toThrow(UnavailableError);
    await runAll(workers);
    await accepted;
    const later = lane.embed(['c']);
    await runAll(workers);
    expect(await later).toHaveLength(1);
  });

  it('rejects what a crashed worker had at hand and goes on with a new one', async () => {
    const [crashed, waiting] = [lane.embed(['a']), lane.embed(['b'])];
    workers[0]?.load();
    await setImmediate();
    workers[0]?.crash();
    await expect(crashed).rejects.toThrow(UnavailableError);
    await runAll(workers);
    expect(await waiting).toHaveLength(1);
    expect(workers).toHaveLength(2);
    expect(workers[1]?.batches).toEqual([['b']]);
  });

  it('replaces a worker that ended while it was idle', async () => {
    const first = lane.embed(['a']);
    await runAll(workers);
    await first;
    workers[0]?.crash();
    const second = lane.embed(['b']);
    await runAll(workers);
    expect(await second).toHaveLength(1);
    expect(workers).toHaveLength(2);
  });

  it('rejects all that wait where a worker cannot load, and tries again at the next call', async () => {
    const calls = [lane.embed(['a']), lane.embed(['b'])];
    workers[0]?.crash();
    for (const call of calls) await expect(call).rejects.toThrow(UnavailableError);
    const next = lane.embed(['a']);
    await runAll(workers);
    expect(await next).toHaveLength(1);
    expect(workers).toHaveLength(2);
  });

  it('is warm once a worker has loaded', async () => {
    const warm = lane.warm();
    workers[0]?.load();
    await expect(warm).resolves.toBeUndefined();
    await lane.warm();
    expect(workers).toHaveLength(1);
  });

  it('ends its workers when it is closed and rejects what is under way and what comes after', async () => {
    const calls = [lane.embed(['a']), lane.embed(['b'])];
    workers[0]?.load();
    await setImmediate();
    await lane.close();
    for (const call of calls) await expect(call).rejects.toThrow(UnavailableError);
    await expect(lane.embed(['c'])).rejects.toThrow('it is closed');
    await expect(lane.warm()).rejects.toThrow('it is closed');
    expect(workers.map((worker) => worker.alive)).toEqual([false]);
  });
});

/** Loads, answers and crashes when the test says so; a text's vector is its first character code. */
class ScriptedWorker implements EmbeddingWorker {
  readonly ready: Promise<void>;
  readonly batches: (readonly string[])[] = [];
  alive = true;
  load: () => void = () => undefined;
  #fail: (error: Error) => void = () => undefined;
  #answer: (() => void) | null = null;

  constructor() {
    this.ready = new Promise((resolve, reject) => {
      this.load = resolve;
      this.#fail = reject;
    });
    this.ready.catch(() => undefined);
  }

  embed(texts: readonly string[]): Promise<Float32Array> {
    this.batches.push(texts);
    return new Promise((resolve, reject) => {
      this.#fail = reject;
      this.#answer = () => {
        resolve(Float32Array.from(texts, (text) => text.charCodeAt(0)));
      };
    });
  }

  /** False where there was nothing to answer. */
  answer(): boolean {
    const answer = this.#answer;
    this.#answer = null;
    answer?.();
    return answer !== null;
  }

  crash(): void {
    this.alive = false;
    this.#fail(new UnavailableError('embedder', 'its thread ended with code 1'));
  }

  close(): Promise<void> {
    this.crash();
    return Promise.resolve();
  }
}

/** Loads all workers, those started on the way too, and lets them answer until none has anything left. */
async function runAll(workers: readonly ScriptedWorker[]): Promise<void> {
  let answered = true;
  while (answered) {
    for (const worker of workers) worker.load();
    await setImmediate();
    answered = workers.map((worker) => worker.answer()).includes(true);
    await setImmediate();
  }
}
