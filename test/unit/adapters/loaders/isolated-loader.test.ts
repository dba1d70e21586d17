import { afterEach, describe, expect, it } from '@jest/globals';

import { SystemClock } from '../../../../src/adapters/clock/system-clock.js';
import { IsolatedLoader } from '../../../../src/adapters/loaders/isolated-loader.js';
import type { Clock } from '../../../../src/ports/clock.js';
import { ManualClock } from '../../../support/manual-clock.js';

const entry = new URL('../../../support/stubborn-reader.mjs', import.meta.url);
const source = (words: string) => ({ bytes: Buffer.from(words), mediaType: null, fileName: null });

let loader: IsolatedLoader;
afterEach(() => loader.close());

function open(options: { readonly processes?: number; readonly clock?: Clock } = {}): void {
  const { processes = 1, clock = new ManualClock() } = options;
  loader = new IsolatedLoader({
    clock,
    entry,
    processes,
    maxCharacters: 1000,
    timeLimitMs: 60_000,
    memoryLimitMb: 128,
  });
}

/** The id of the process that reads now. */
const reader = async (): Promise<string> => (await loader.load(source('hello'))).text;

describe('IsolatedLoader', () => {
  it('reads one file after another in the same process, which is not its own', async () => {
    open();
    const first = await reader();
    expect(await reader()).toBe(first);
    expect(first).not.toBe(String(process.pid));
  });

  it('reads as many files at once as it has processes, the others in their turn', async () => {
    open({ processes: 2 });
    const loads = Array.from({ length: 20 }, (_, index) => loader.load(source(`words ${index}`)));
    const loaded = await Promise.all(loads);
    expect(loaded.map(({ mediaType }) => mediaType)).toEqual(loads.map((_, index) => `words ${index}`));
    expect(new Set(loaded.map(({ text }) => text)).size).toBe(2);
  });

  it.each([
    ['exits', 'crash', /crash/],
    ['crashes', 'segfault', /crash.*SIGSEGV/],
    ['needs too much memory', 'fill', /more memory than the 128 MB/],
  ])('calls a file malformed whose reader %s, and reads the next one', async (_what, words, message) => {
    open();
    const before = await reader();
    await expect(loader.load(source(words))).rejects.toMatchObject({
      code: 'MALFORMED_DOCUMENT',
      message: expect.stringMatching(message),
    });
    expect(await reader()).not.toBe(before);
  });

  it('calls a file malformed that takes too long, and reads the next one', async () => {
    const clock = new ManualClock();
    open({ clock });
    const before = await reader();
    const hanging = expect(loader.load(source('hang'))).rejects.toMatchObject({
      code: 'MALFORMED_DOCUMENT',
      message: expect.stringMatching(/longer than the 60 s/),
    });
    const waiting = reader();
    await clock.advance(60_000);
    await hanging;
    expect(await waiting).not.toBe(before);
    expect(clock.waiting).toBe(0);
  });

  it('ends the reader of a file that nobody wants any more', async () => {
    open({ clock: new SystemClock() });
    const before = await reader();
    const controller = new AbortController();
    const reason = new Error('enough');
    const hanging = loader.load(source('hang'), controller.signal);
    setImmediate(() => {
      controller.abort(reason);
    });
    await expect(hanging).rejects.toBe(reason);
    expect(await reader()).not.toBe(before);
    expect(() => process.kill(Number(before), 0)).toThrow(/ESRCH/);
  });

  it('lets go of a file that was not its turn yet', async () => {
    open({ clock: new SystemClock() });
    const hanging = new AbortController();
    const busy = loader.load(source('hang'), hanging.signal);
    const controller = new AbortController();
    const reason = new Error('enough');
    const waiting = loader.load(source('hello'), controller.signal);
    const next = reader();
    controller.abort(reason);
    await expect(waiting).rejects.toBe(reason);
    hanging.abort(new Error('done'));
    await expect(busy).rejects.toThrow('done');
    expect(await next).toMatch(/^\d+$/);
  });

  it('ends its processes and rejects what is under way when it is closed', async () => {
    open();
    const idle = await reader();
    const loads = [loader.load(source('hang')), loader.load(source('hello'))];
    const rejected = loads.map((load) => expect(load).rejects.toThrow(/closed/));
    await new Promise((resolve) => setImmediate(resolve));
    await loader.close();
    await Promise.all(rejected);
    await expect(loader.load(source('hello'))).rejects.toThrow(/closed/);
    expect(() => process.kill(Number(idle), 0)).toThrow(/ESRCH/);
  });
});
