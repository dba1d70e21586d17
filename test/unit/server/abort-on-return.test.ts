import { describe, expect, it } from '@jest/globals';

import { abortOnReturn } from '../../../src/server/abort-on-return.js';
import { deferred } from '../../support/deferred.js';

/** Never yields: what a model whose next token never comes looks like. */
async function* silent(signal: AbortSignal, log: string[]): AsyncGenerator<number> {
  try {
    await new Promise((_, reject) => {
      signal.addEventListener('abort', () => {
        log.push('aborted');
        reject(signal.reason as Error);
      });
    });
    yield 0;
  } finally {
    log.push('finally');
  }
}

async function* upTo(last: number): AsyncGenerator<number> {
  for (let item = 1; item <= last; item += 1) yield await Promise.resolve(item);
}

describe('abortOnReturn', () => {
  it('passes on what the source yields, and its end', async () => {
    const items: number[] = [];
    for await (const item of abortOnReturn(() => upTo(3))) items.push(item);
    expect(items).toEqual([1, 2, 3]);
  });

  it('aborts and ends a pending next at once when it is returned', async () => {
    const log: string[] = [];
    const stream = abortOnReturn((signal) => silent(signal, log));
    const pending = stream.next();
    await stream.return();
    await expect(pending).resolves.toEqual({ done: true, value: undefined });
    expect(log).toEqual(['aborted', 'finally']);
  });

  it('ends a pending next even where the source ignores the signal', async () => {
    const never = deferred();
    async function* deaf(): AsyncGenerator<number> {
      await never.promise;
      yield 1;
    }
    const stream = abortOnReturn(() => deaf());
    const pending = stream.next();
    await stream.return();
    await expect(pending).resolves.toEqual({ done: true, value: undefined });
    never.resolve();
  });

  it('ends every next that is pending', async () => {
    const log: string[] = [];
    const stream = abortOnReturn((signal) => silent(signal, log));
    const pending = [stream.next(), stream.next()];
    await stream.return();
    await expect(Promise.all(pending)).resolves.toEqual([
      { done: true, value: undefined },
      { done: true, value: undefined },
    ]);
  });

  it('stays done after return, without going back to the source', async () => {
    const log: string[] = [];
    const stream = abortOnReturn((signal) => silent(signal, log));
    await stream.return();
    await expect(stream.next()).resolves.toEqual({ done: true, value: undefined });
    expect(log).toEqual([]);
  });

  it('opens the source at the first next only', async () => {
    let opened = 0;
    const stream = abortOnReturn(() => {
      opened += 1;
      return upTo(1);
    });
    expect(opened).toBe(0);
    await stream.next();
    await stream.next();
    expect(opened).toBe(1);
  });

  it('passes on the error of the source', async () => {
    // eslint-disable-next-line @typescript-eslint/require-await -- fails before it has anything
    async function* failing(): AsyncGenerator<number> {
      throw new Error('no such run');
    }
    await expect(abortOnReturn(() => failing()).next()).rejects.toThrow('no such run');
  });

  it('aborts when it is thrown into', async () => {
    const log: string[] = [];
    const stream = abortOnReturn((signal) => silent(signal, log));
    const pending = stream.next();
    await expect(stream.throw(new Error('enough'))).rejects.toThrow('enough');
    await expect(pending).resolves.toEqual({ done: true, value: undefined });
    expect(log).toEqual(['aborted', 'finally']);
  });
});
