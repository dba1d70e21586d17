import { describe, expect, it } from '@jest/globals';

import { SingleFlight } from '../../../../src/services/concurrency/single-flight.js';

const { signal } = new AbortController();

describe('SingleFlight', () => {
  it('does work once for all who want it at the same moment, and again for those who come later', async () => {
    const flights = new SingleFlight<number>();
    let begun = 0;
    const begin = () => Promise.resolve(++begun);
    expect(await Promise.all([flights.join('a', begin, signal), flights.join('a', begin, signal)])).toEqual([
      1, 1,
    ]);
    expect(await flights.join('a', begin, signal)).toBe(2);
  });

  it('keeps different keys apart', async () => {
    const flights = new SingleFlight<string>();
    const both = ['a', 'b'].map((key) => flights.join(key, () => Promise.resolve(key), signal));
    expect(await Promise.all(both)).toEqual(['a', 'b']);
  });

  it('fails for all who wait, and is tried again by the next', async () => {
    const flights = new SingleFlight<string>();
    const error = new Error('failed');
    const both = ['a', 'a'].map((key) => flights.join(key, () => Promise.reject(error), signal));
    expect(await Promise.allSettled(both)).toEqual([
      { status: 'rejected', reason: error },
      { status: 'rejected', reason: error },
    ]);
    expect(await flights.join('a', () => Promise.resolve('fine'), signal)).toBe('fine');
  });

  it('goes on for the others when one leaves, and is aborted when the last one has left', async () => {
    const flights = new SingleFlight<string>();
    const [first, second] = [new AbortController(), new AbortController()];
    let shared: AbortSignal | undefined;
    const begin = (given: AbortSignal) => {
      shared = given;
      return new Promise<string>(() => {});
    };
    const waits = [flights.join('a', begin, first.signal), flights.join('a', begin, second.signal)];
    const outcome = Promise.allSettled(waits);
    first.abort(new Error('first'));
    await expect(waits[0]).rejects.toThrow('first');
    expect(shared?.aborted).toBe(false);
    second.abort(new Error('second'));
    await outcome;
    expect(shared?.aborted).toBe(true);
    expect(await flights.join('a', () => Promise.resolve('anew'), signal)).toBe('anew');
  });
});
