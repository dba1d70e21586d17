import { beforeEach, describe, expect, it } from '@jest/globals';

import type { Signals } from '../../src/ports/signals.js';

/** What every `Signals` must do. `settled` resolves once all that was published has been delivered. */
export function describeSignals(
  name: string,
  create: () => { readonly signals: Signals; readonly settled: () => Promise<void> },
): void {
  describe(`${name} as Signals`, () => {
    let signals: Signals;
    let settled: () => Promise<void>;
    let heard: string[];

    beforeEach(() => {
      ({ signals, settled } = create());
      heard = [];
    });

    it('calls every listener of the topic, and none of another', async () => {
      signals.subscribe('outbox', () => heard.push('first'));
      signals.subscribe('outbox', () => heard.push('second'));
      signals.subscribe('outbox2', () => heard.push('other'));
      signals.publish('outbox');
      await settled();
      expect(heard.sort()).toEqual(['first', 'second']);
    });

    it('no longer calls a listener that has unsubscribed', async () => {
      const unsubscribe = signals.subscribe('outbox', () => heard.push('gone'));
      signals.subscribe('outbox', () => heard.push('here'));
      unsubscribe();
      unsubscribe();
      signals.publish('outbox');
      await settled();
      expect(heard).toEqual(['here']);
    });

    it('counts a listener that subscribed twice as two', async () => {
      const listener = () => heard.push('called');
      const unsubscribe = signals.subscribe('outbox', listener);
      signals.subscribe('outbox', listener);
      unsubscribe();
      signals.publish('outbox');
      await settled();
      expect(heard).toEqual(['called']);
    });

    it('lets a listener subscribe, unsubscribe and publish', async () => {
      const unsubscribe = signals.subscribe('outbox', () => {
        heard.push('outbox');
        unsubscribe();
        signals.subscribe('deletions', () => heard.push('deletions'));
        signals.publish('deletions');
        signals.publish('outbox');
      });
      signals.publish('outbox');
      await settled();
      expect(heard).toEqual(['outbox', 'deletions']);
    });

    it('publishes to nobody without a complaint', async () => {
      expect(() => {
        signals.publish('nobody');
      }).not.toThrow();
      await settled();
    });
  });
}
