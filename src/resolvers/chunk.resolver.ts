import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';

import { ChunkType } from '../schema/chunk.type.js';
import { DocumentType } from '../schema/document.type.js';
import { loadOwner } from './load-owner.js';
import type { OperationContext } from './operation-context.js';

@Resolver(() => ChunkType)
export class ChunkResolver {
  @FieldResolver(() => DocumentType, { description: 'The document it is cut from.' })
  async document(@Root() chunk: ChunkType, @Ctx() { loaders }: OperationContext): Promise<DocumentType> {
    return DocumentType.from(await loadOwner(loaders.documents, chunk.documentId));
  }
}
