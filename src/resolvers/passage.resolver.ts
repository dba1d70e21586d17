import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';

import { ChunkType } from '../schema/chunk.type.js';
import { DocumentType } from '../schema/document.type.js';
import { PassageType } from '../schema/passage.type.js';
import type { OperationContext } from './operation-context.js';

@Resolver(() => PassageType)
export class PassageResolver {
  @FieldResolver(() => ChunkType, {
    nullable: true,
    description: 'Null once deleted, or no longer visible to the caller; likewise `document`.',
  })
  async chunk(@Root() passage: PassageType, @Ctx() { loaders }: OperationContext): Promise<ChunkType | null> {
    const chunk = await loaders.chunks.load(passage.chunkId);
    return chunk && ChunkType.from(chunk);
  }

  @FieldResolver(() => DocumentType, {
    nullable: true,
    description: 'The document it is from. Null once deleted, or no longer visible to the caller.',
  })
  async document(
    @Root() passage: PassageType,
    @Ctx() { loaders }: OperationContext,
  ): Promise<DocumentType | null> {
    const document = await loaders.documents.load(passage.documentId);
    return document && DocumentType.from(document);
  }
}
