import { describe, expect, it } from '@jest/globals';

import { TextQueue, type QueuedText } from '../../../../src/adapters/onnx/text-queue.js';

describe('TextQueue', () => {
  it('takes what is due first, whenever it came', () => {
    const queue = queueOf(['late', 10, 30], ['early', 10, 10], ['between', 10, 20]);
    expect([take(queue, 10), take(queue, 10), take(queue, 10)]).toEqual([['early'], ['between'], ['late']]);
  });

  it('keeps the order of arrival among texts due at once', () => {
    const queue = queueOf(['first', 10, 5], ['second', 10, 5]);
    expect([take(queue, 10), take(queue, 10)]).toEqual([['first'], ['second']]);
  });

  it('adds the texts of the likest length, as many as the budget allows', () => {
    const queue = queueOf(['anchor', 50, 1], ['far', 200, 2], ['near', 52, 3], ['nearer', 51, 4]);
    expect(take(queue, 160)).toEqual(['anchor', 'nearer', 'near']);
    expect(take(queue, 160)).toEqual(['far']);
  });

  it('takes a text that is beyond the budget by itself', () => {
    const queue = queueOf(['huge', 500, 1], ['small', 5, 2]);
    expect(take(queue, 100)).toEqual(['huge']);
  });

  it('lets a small call that comes later go ahead of a large one, but not for ever', () => {
    const queue = new TextQueue<QueuedText>();
    const large = queue.dueFor(60);
    for (let index = 0; index < 6; index++)
      queue.add({ text: `large ${String(index)}`, tokens: 10, due: large });
    const served: string[] = [];
    for (let round = 0; round < 12; round++) {
      queue.add({ text: 'small', tokens: 10, due: queue.dueFor(10) });
      served.push(...take(queue, 10));
    }
    expect(served.slice(0, 5)).toEqual(['small', 'small', 'small', 'small', 'small']);
    expect(served).toContain('large 5');
  });

  it('gives nothing when nothing waits, and what was removed no more', () => {
    const queue = new TextQueue<QueuedText>();
    const text = { text: 'gone', tokens: 1, due: 1 };
    queue.add(text);
    expect(queue.remove(text)).toBe(true);
    expect(queue.remove(text)).toBe(false);
    expect(queue.size).toBe(0);
    expect(queue.take(10)).toEqual([]);
  });
});

function queueOf(...texts: readonly [string, number, number][]): TextQueue<QueuedText> {
  const queue = new TextQueue<QueuedText>();
  for (const [text, tokens, due] of texts) queue.add({ text, tokens, due });
  return queue;
}

function take(queue: TextQueue<QueuedText>, maxTokens: number): readonly string[] {
  return queue.take(maxTokens).map(({ text }) => text);
}
