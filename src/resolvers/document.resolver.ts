import { Arg, Ctx, FieldResolver, Int, Mutation, Query, Resolver, Root } from 'type-graphql';

import { ChunkConnectionType, ChunkType } from '../schema/chunk.type.js';
import { CollectionType } from '../schema/collection.type.js';
import type { Connection } from '../schema/connection.type.js';
import { DocumentByInput } from '../schema/document-by.input.js';
import { DocumentType } from '../schema/document.type.js';
import { SafeInt } from '../schema/scalars.js';
import { UpdateDocumentInput } from '../schema/update-document.input.js';
import { afterArgument, firstArgument } from './connection-arguments.js';
import { loadOwner } from './load-owner.js';
import type { OperationContext } from './operation-context.js';
import { parseDocumentBy } from './parsing/parse-document-by.js';
import { parsePage } from './parsing/parse-page.js';
import { parseTextRange } from './parsing/parse-text-range.js';

@Resolver(() => DocumentType)
export class DocumentResolver {
  @Query(() => DocumentType, {
    nullable: true,
    description: 'A document; null where there is none that the caller may see.',
  })
  async document(
    @Arg('by', () => DocumentByInput, { description: 'Which one.' }) by: DocumentByInput,
    @Ctx() { services, principal }: OperationContext,
  ): Promise<DocumentType | null> {
    const document = await services.documents.find(principal, parseDocumentBy(by, 'by'));
    return document && DocumentType.from(document);
  }

  @Mutation(() => DocumentType, {
    description:
      'Title, metadata or access, without sending the content again; a new version, nothing embedded again. Where everything is as it was, the document as it is. CONFLICT while it is being ingested.',
  })
  async updateDocument(
    @Arg('input', () => UpdateDocumentInput, { description: 'The document, and what is to be different.' })
    input: UpdateDocumentInput,
    @Ctx() { services, principal, signal }: OperationContext,
  ): Promise<DocumentType> {
    const { title, metadata, access } = input;
    const update = { document: parseDocumentBy(input.document, 'input.document'), title, metadata, access };
    return DocumentType.from(await services.updates.update(principal, update, signal));
  }

  @FieldResolver(() => CollectionType, { description: 'The collection it is in.' })
  async collection(
    @Root() document: DocumentType,
    @Ctx() { loaders }: OperationContext,
  ): Promise<CollectionType> {
    return CollectionType.from(await loadOwner(loaders.collections, document.collectionId));
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      'The extracted text of a version (absent: the current one), or a part of it: what every sourceSpan points into. Earlier versions are kept as long as configured; past that, null.',
  })
  text(
    @Root() document: DocumentType,
    @Arg('version', () => Int, { nullable: true, description: 'The version, from 1.' })
    version: number | null | undefined,
    @Arg('start', () => SafeInt, { nullable: true, description: 'Where the part begins.' })
    start: number | null | undefined,
    @Arg('end', () => SafeInt, { nullable: true, description: 'Where the part ends, exclusive.' })
    end: number | null | undefined,
    @Ctx() { services, principal }: OperationContext,
  ): Promise<string | null> {
    const part = parseTextRange({ version, start, end });
    return services.documents.text(principal, document.id, part.version, part.range);
  }

  @FieldResolver(() => ChunkConnectionType, {
    description: "The current version's chunks, in the order of the text.",
  })
  async chunks(
    @Root() document: DocumentType,
    @Arg('first', () => Int, firstArgument) first: number,
    @Arg('after', () => String, afterArgument) after: string | null | undefined,
    @Ctx() { services, principal }: OperationContext,
  ): Promise<Connection<ChunkType>> {
    const request = parsePage(ChunkConnectionType.listing, first, after);
    const page = await services.documents.chunksOf(principal, document.id, request);
    return ChunkConnectionType.from(page, (chunk) => ChunkType.from(chunk));
  }
}
