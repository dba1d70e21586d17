import { describe, expect, it } from '@jest/globals';

import { accepts } from '../../../src/server/accepts.js';

describe('accepts', () => {
  it.each([
    'text/event-stream',
    'TEXT/Event-Stream',
    'application/json, text/event-stream',
    'text/event-stream;q=0.9, */*',
    'application/graphql-response+json,text/event-stream; charset=utf-8',
  ])('finds the media type in %s', (header) => {
    expect(accepts(header, 'text/event-stream')).toBe(true);
  });

  it.each([undefined, '', '*/*', 'application/json', 'text/event-stream;q=0', 'text/event-stream-not'])(
    'does not find it in %s',
    (header) => {
      expect(accepts(header, 'text/event-stream')).toBe(false);
    },
  );
});
