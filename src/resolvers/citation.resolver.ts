import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';

import { CitationType } from '../schema/citation.type.js';
import { DocumentType } from '../schema/document.type.js';
import type { OperationContext } from './operation-context.js';

@Resolver(() => CitationType)
export class CitationResolver {
  @FieldResolver(() => DocumentType, {
    nullable: true,
    description: 'Null once deleted, or no longer visible to the caller.',
  })
  async document(
    @Root() citation: CitationType,
    @Ctx() { loaders }: OperationContext,
  ): Promise<DocumentType | null> {
    const document = await loaders.documents.load(citation.documentId);
    return document && DocumentType.from(document);
  }
}
