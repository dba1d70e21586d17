import 'reflect-metadata';

import { describe, expect, it } from '@jest/globals';

import { CollectionConnectionType, CollectionType } from '../../../src/schema/collection.type.js';
import { encodeCursor } from '../../../src/schema/cursor.js';
import { sampleCollection } from '../../support/sample-records.js';

describe('a connection', () => {
  it('has an edge for each item of the page, and says where the page stands', () => {
    const connection = CollectionConnectionType.from(
      {
        items: [
          { item: sampleCollection('a'), position: 'a' },
          { item: sampleCollection('b'), position: 'b' },
        ],
        hasNextPage: true,
        hasPreviousPage: false,
        totalCount: 7,
      },
      (collection) => CollectionType.from(collection),
    );
    expect(connection.edges.map(({ node }) => node.name)).toEqual(['a', 'b']);
    expect(connection.edges.map(({ cursor }) => cursor)).toEqual([
      encodeCursor('Collection', 'a'),
      encodeCursor('Collection', 'b'),
    ]);
    expect(connection.totalCount).toBe(7);
    expect(connection.pageInfo).toMatchObject({
      hasNextPage: true,
      hasPreviousPage: false,
      startCursor: encodeCursor('Collection', 'a'),
      endCursor: encodeCursor('Collection', 'b'),
    });
  });

  it('has no cursors where the page is empty', () => {
    const empty = { items: [], hasNextPage: false, hasPreviousPage: false, totalCount: 0 };
    const { edges, pageInfo } = CollectionConnectionType.from(empty, (item: never) => item);
    expect(edges).toEqual([]);
    expect(pageInfo).toMatchObject({ startCursor: null, endCursor: null });
  });
});
