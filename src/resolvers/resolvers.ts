import type { NonEmptyArray } from 'type-graphql';

import { AnswerResolver } from './answer.resolver.js';
import { ChunkResolver } from './chunk.resolver.js';
import { CitationResolver } from './citation.resolver.js';
import { CollectionResolver } from './collection.resolver.js';
import { DeletionResolver } from './deletion.resolver.js';
import { DocumentResolver } from './document.resolver.js';
import { IngestionResolver } from './ingestion.resolver.js';
import { NodeResolver } from './node.resolver.js';
import { PassageResolver } from './passage.resolver.js';
import { SearchResolver } from './search.resolver.js';
import { ServiceResolver } from './service.resolver.js';

/** All of the API. */
export const resolvers: NonEmptyArray<new () => object> = [
  AnswerResolver,
  ChunkResolver,
  CitationResolver,
  CollectionResolver,
  DeletionResolver,
  DocumentResolver,
  IngestionResolver,
  NodeResolver,
  PassageResolver,
  SearchResolver,
  ServiceResolver,
];
