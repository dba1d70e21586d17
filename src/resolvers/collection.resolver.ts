import { Arg, Ctx, FieldResolver, Int, Mutation, Query, Resolver, Root } from 'type-graphql';

import type { DocumentState } from '../domain/document.js';
import { CollectionConnectionType, CollectionType } from '../schema/collection.type.js';
import type { Connection } from '../schema/connection.type.js';
import { CreateCollectionInput } from '../schema/create-collection.input.js';
import { DocumentStateEnum } from '../schema/document.enum.js';
import { DocumentConnectionType, DocumentType } from '../schema/document.type.js';
import { FilterInput } from '../schema/filter.input.js';
import { SafeInt } from '../schema/scalars.js';
import { afterArgument, firstArgument } from './connection-arguments.js';
import type { OperationContext } from './operation-context.js';
import { parseNewCollection } from './parsing/parse-new-collection.js';
import { parsePage } from './parsing/parse-page.js';

@Resolver(() => CollectionType)
export class CollectionResolver {
  @Query(() => CollectionType, {
    nullable: true,
    description: 'A collection by its name; null where there is none.',
  })
  async collection(
    @Arg('name', () => String, { description: "The collection's name." }) name: string,
    @Ctx() { services, principal }: OperationContext,
  ): Promise<CollectionType | null> {
    const collection = await services.collections.find(principal, name);
    return collection && CollectionType.from(collection);
  }

  @Query(() => CollectionConnectionType, { description: 'All collections, by name.' })
  async collections(
    @Arg('first', () => Int, firstArgument) first: number,
    @Arg('after', () => String, afterArgument) after: string | null | undefined,
    @Ctx() { services, principal }: OperationContext,
  ): Promise<Connection<CollectionType>> {
    const request = parsePage(CollectionConnectionType.listing, first, after);
    const page = await services.collections.list(principal, request);
    return CollectionConnectionType.from(page, (collection) => CollectionType.from(collection));
  }

  @Mutation(() => CollectionType, { description: 'Creates a collection.' })
  async createCollection(
    @Arg('input', () => CreateCollectionInput, { description: 'The collection.' })
    input: CreateCollectionInput,
    @Ctx() { services, principal }: OperationContext,
  ): Promise<CollectionType> {
    return CollectionType.from(await services.collections.create(principal, parseNewCollection(input)));
  }

  @FieldResolver(() => Int, { description: 'How many of its documents the caller may see.' })
  async documentCount(
    @Root() collection: CollectionType,
    @Ctx() { loaders }: OperationContext,
  ): Promise<number> {
    return (await loaders.collectionCounts.load(collection.id)).documents;
  }

  @FieldResolver(() => SafeInt, { description: 'How many chunks those documents have.' })
  async chunkCount(
    @Root() collection: CollectionType,
    @Ctx() { loaders }: OperationContext,
  ): Promise<number> {
    return (await loaders.collectionCounts.load(collection.id)).chunks;
  }

  @FieldResolver(() => DocumentConnectionType, { description: 'Its documents, oldest first.' })
  async documents(
    @Root() collection: CollectionType,
    @Arg('first', () => Int, firstArgument) first: number,
    @Arg('after', () => String, afterArgument) after: string | null | undefined,
    @Arg('state', () => DocumentStateEnum, { nullable: true, description: 'Only those in this state.' })
    state: DocumentState | null | undefined,
    @Arg('where', () => FilterInput, { nullable: true, description: 'Only those that match.' })
    where: FilterInput | null | undefined,
    @Ctx() { services, principal }: OperationContext,
  ): Promise<Connection<DocumentType>> {
    const request = parsePage(DocumentConnectionType.listing, first, after);
    const page = await services.documents.list(principal, collection.origin, {
      ...request,
      state: state ?? null,
      where: where ?? null,
    });
    return DocumentConnectionType.from(page, (document) => DocumentType.from(document));
  }
}
