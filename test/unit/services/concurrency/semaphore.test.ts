import { describe, expect, it } from '@jest/globals';

import { Semaphore } from '../../../../src/services/concurrency/semaphore.js';

describe('Semaphore', () => {
  it('hands a permit that is given back to who asked first', async () => {
    const semaphore = new Semaphore(1);
    const order: string[] = [];
    const release = await semaphore.acquire();
    const waiting = ['first', 'second'].map(async (name) => {
      const releaseMine = await semaphore.acquire();
      order.push(name);
      releaseMine();
    });
    expect(order).toEqual([]);
    release();
    await Promise.all(waiting);
    expect(order).toEqual(['first', 'second']);
  });

  it('frees one permit, however often it is given back', async () => {
    const semaphore = new Semaphore(1);
    const release = await semaphore.acquire();
    release();
    release();
    await semaphore.acquire();
    const controller = new AbortController();
    const third = semaphore.acquire(controller.signal);
    controller.abort(new Error('gave up'));
    await expect(third).rejects.toThrow('gave up');
  });

  it('passes over a waiter that has given up', async () => {
    const semaphore = new Semaphore(1);
    const release = await semaphore.acquire();
    const controller = new AbortController();
    const impatient = semaphore.acquire(controller.signal);
    const patient = semaphore.acquire();
    controller.abort(new Error('gave up'));
    await expect(impatient).rejects.toThrow('gave up');
    release();
    expect(typeof (await patient)).toBe('function');
  });
});
