import { Field, Int, ObjectType, type ClassType } from 'type-graphql';

import type { Page } from '../domain/page.js';
import { encodeCursor } from './cursor.js';
import { make } from './make.js';
import { PageInfoType } from './page-info.type.js';

export interface Connection<Node> {
  readonly edges: readonly { readonly cursor: string; readonly node: Node }[];
  readonly pageInfo: PageInfoType;
  readonly totalCount: number;
}

/**
 * The Relay connection of a node type: registers `<name>Connection` and `<name>Edge`, and makes them from a
 * page. `name` is also the listing its cursors belong to.
 */
export function connectionType<Node extends object>(name: string, nodeType: () => ClassType<Node>) {
  @ObjectType(`${name}Edge`, { description: `A ${name} within a listing.` })
  class EdgeType {
    @Field(() => String, { description: 'Opaque position, for `after`.' })
    readonly cursor!: string;

    @Field(nodeType, { description: `The ${name} itself.` })
    readonly node!: Node;
  }

  @ObjectType(`${name}Connection`, { description: `A page of a listing of ${name}s.` })
  class ConnectionType implements Connection<Node> {
    @Field(() => [EdgeType], { description: 'The page, in the order of the listing.' })
    readonly edges!: EdgeType[];

    @Field(() => PageInfoType, { description: 'Where the page stands.' })
    readonly pageInfo!: PageInfoType;

    @Field(() => Int, { description: 'How many the whole listing has.' })
    readonly totalCount!: number;

    static readonly listing = name;

    static from<Item>(page: Page<Item>, toNode: (item: Item) => Node): Connection<Node> {
      const edges = page.items.map(({ item, position }) =>
        make(EdgeType, { cursor: encodeCursor(name, position), node: toNode(item) }),
      );
      const pageInfo = make(PageInfoType, {
        hasNextPage: page.hasNextPage,
        hasPreviousPage: page.hasPreviousPage,
        startCursor: edges[0]?.cursor ?? null,
        endCursor: edges.at(-1)?.cursor ?? null,
      });
      return make(ConnectionType, { edges, pageInfo, totalCount: page.totalCount });
    }
  }

  return ConnectionType;
}
