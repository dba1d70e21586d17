import { describe, expect, it } from '@jest/globals';

import { smoothByDocument } from '../../../../src/services/retrieval/smooth-by-document.js';
import { hit } from '../../../support/retrieving.js';

describe('smoothByDocument', () => {
  it("makes a score half the hit's own, half the mean of its document's hits", () => {
    expect(smoothByDocument([hit('a1', 0.75), hit('b1', 0.625), hit('a2', 0.25)])).toEqual([
      hit('a1', 0.625),
      hit('b1', 0.625),
      hit('a2', 0.375),
    ]);
  });

  it('puts a chunk in good company before a slightly better loner', () => {
    const order = smoothByDocument([hit('a1', 0.9), hit('b1', 0.89), hit('b2', 0.88), hit('a2', 0.2)]);
    expect(order.map(({ chunkId }) => chunkId)).toEqual(['b1', 'b2', 'a1', 'a2']);
  });

  it('leaves documents of one hit alone', () => {
    const hits = [hit('a1', 0.9), hit('b1', 0.5), hit('c1', 0.1)];
    expect(smoothByDocument(hits)).toEqual(hits);
  });

  it('orders equal scores by chunk id', () => {
    expect(smoothByDocument([hit('b1', 0.5), hit('a1', 0.5)]).map(({ chunkId }) => chunkId)).toEqual([
      'a1',
      'b1',
    ]);
  });
});
