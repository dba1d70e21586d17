import { Arg, Ctx, ID, Query, Resolver } from 'type-graphql';

import { ChunkType } from '../schema/chunk.type.js';
import { CollectionType } from '../schema/collection.type.js';
import { DeletionReceiptType } from '../schema/deletion-receipt.type.js';
import { DocumentType } from '../schema/document.type.js';
import { IngestionType } from '../schema/ingestion.type.js';
import { NodeType } from '../schema/node.type.js';
import type { OperationContext } from './operation-context.js';
import { isIdOf } from './parsing/parse-id.js';

@Resolver()
export class NodeResolver {
  @Query(() => NodeType, {
    nullable: true,
    description: 'Anything by its id; null where there is nothing that the caller may see.',
  })
  async node(
    @Arg('id', () => ID, { description: 'The id.' }) id: string,
    @Ctx() { services, principal, loaders }: OperationContext,
  ): Promise<NodeType | null> {
    if (isIdOf('collection', id)) return whenThere(await loaders.collections.load(id), CollectionType);
    if (isIdOf('document', id)) return whenThere(await loaders.documents.load(id), DocumentType);
    if (isIdOf('chunk', id)) return whenThere(await loaders.chunks.load(id), ChunkType);
    if (isIdOf('ingestion', id)) return whenThere(await loaders.ingestions.load(id), IngestionType);
    if (isIdOf('deletion', id)) {
      return whenThere(await services.deletion.find(principal, id), DeletionReceiptType);
    }
    return null;
  }
}

function whenThere<Found>(
  found: Found | null,
  type: { readonly from: (found: Found) => NodeType },
): NodeType | null {
  return found && type.from(found);
}
