import 'reflect-metadata';

import type { GraphQLObjectType, GraphQLSchema } from 'graphql';
import { buildSchemaSync, type PubSub } from 'type-graphql';

import { resolvers } from '../resolvers/resolvers.js';
import { applyOneOf } from '../schema/one-of.js';

/** The executable schema of the whole API: a new one each time. */
export function buildGraphQLSchema(): GraphQLSchema {
  const schema = buildSchemaSync({ resolvers, validate: false, pubSub: noPubSub });
  describeRoot(schema.getQueryType(), 'What can be read. Nothing here changes anything.');
  describeRoot(schema.getMutationType(), 'What can be changed.');
  describeRoot(schema.getSubscriptionType(), 'What can be followed, over WebSocket or SSE.');
  return applyOneOf(schema);
}

/** type-graphql insists on one as soon as there is a subscription, though each of ours has its own source. */
const noPubSub: PubSub = {
  publish: () => unused(),
  subscribe: () => unused(),
};

function unused(): never {
  throw new Error('subscriptions do not use a pubSub');
}

/** type-graphql has no place for the description of a root type. */
function describeRoot(type: GraphQLObjectType | null | undefined, description: string): void {
  if (type) type.description = description;
}
