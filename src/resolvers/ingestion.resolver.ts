import {
  Arg,
  Ctx,
  FieldResolver,
  ID,
  Int,
  Mutation,
  Query,
  Resolver,
  Root,
  Subscription,
  type SubscribeResolverData,
} from 'type-graphql';

import { BadUserInputError } from '../domain/errors.js';
import type { IngestionEvent, IngestionState } from '../domain/ingestion.js';
import type { Connection } from '../schema/connection.type.js';
import { DocumentType } from '../schema/document.type.js';
import { IngestPayloadType } from '../schema/ingest-payload.type.js';
import { IngestInput } from '../schema/ingest.input.js';
import { IngestionEventType } from '../schema/ingestion-event.type.js';
import { IngestionStateEnum } from '../schema/ingestion.enum.js';
import { IngestionConnectionType, IngestionType } from '../schema/ingestion.type.js';
import { afterArgument, firstArgument } from './connection-arguments.js';
import type { OperationContext } from './operation-context.js';
import { parseDocumentInput } from './parsing/parse-document-input.js';
import { parseId } from './parsing/parse-id.js';
import { parsePage } from './parsing/parse-page.js';

const mostFollowed = 1000;

@Resolver(() => IngestionType)
export class IngestionResolver {
  @Query(() => IngestionType, {
    nullable: true,
    description: 'An ingestion; null where there is none that the caller may see.',
  })
  async ingestion(
    @Arg('id', () => ID, { description: 'Its id.' }) id: string,
    @Ctx() { loaders }: OperationContext,
  ): Promise<IngestionType | null> {
    const ingestion = await loaders.ingestions.load(parseId('ingestion', id, 'id'));
    return ingestion && IngestionType.from(ingestion);
  }

  @Query(() => IngestionConnectionType, { description: 'Ingestions, newest first.' })
  async ingestions(
    @Arg('collection', () => String, { nullable: true, description: 'Only into this collection.' })
    collection: string | null | undefined,
    @Arg('state', () => IngestionStateEnum, { nullable: true, description: 'Only those in this state.' })
    state: IngestionState | null | undefined,
    @Arg('first', () => Int, firstArgument) first: number,
    @Arg('after', () => String, afterArgument) after: string | null | undefined,
    @Ctx() { services, principal }: OperationContext,
  ): Promise<Connection<IngestionType>> {
    const request = parsePage(IngestionConnectionType.listing, first, after);
    const page = await services.ingestion.list(principal, {
      ...request,
      collection: collection ?? null,
      state: state ?? null,
    });
    return IngestionConnectionType.from(page, (ingestion) => IngestionType.from(ingestion));
  }

  @Mutation(() => IngestPayloadType, {
    description: 'Accepts documents. What it returns survives a crash; the work on it goes on by itself.',
  })
  async ingest(
    @Arg('input', () => IngestInput, { description: 'The documents.' }) input: IngestInput,
    @Ctx() { services, principal, signal }: OperationContext,
  ): Promise<IngestPayloadType> {
    const documents = input.documents.map((document, place) =>
      parseDocumentInput(document, `input.documents[${place}]`),
    );
    const { collection, waitFor } = input;
    return IngestPayloadType.from(
      await services.ingestion.ingest(principal, { collection, documents, waitFor }, signal),
    );
  }

  @Mutation(() => IngestionType, {
    description:
      'Calls an ingestion off: it is CANCELLED, and work on it stops. CONFLICT where it has ended already.',
  })
  async cancelIngestion(
    @Arg('id', () => ID, { description: 'The ingestion.' }) id: string,
    @Ctx() { services, principal }: OperationContext,
  ): Promise<IngestionType> {
    return IngestionType.from(await services.ingestion.cancel(principal, parseId('ingestion', id, 'id')));
  }

  @Mutation(() => IngestionType, {
    description:
      'Tries an ingestion again that FAILED or was CANCELLED. CONFLICT in any other state, and where a later ingestion of the document has superseded it.',
  })
  async retryIngestion(
    @Arg('id', () => ID, { description: 'The ingestion.' }) id: string,
    @Ctx() { services, principal }: OperationContext,
  ): Promise<IngestionType> {
    return IngestionType.from(await services.ingestion.retry(principal, parseId('ingestion', id, 'id')));
  }

  @Subscription(() => IngestionEventType, {
    description:
      'From the first event of each ingestion on, whenever it is asked for; ends after the last of them.',
    subscribe: followProgress,
  })
  ingestionProgress(
    @Arg('ids', () => [ID], { description: 'The ingestions, 1 to 1000.' }) _ids: readonly string[],
    @Root() event: IngestionEvent,
  ): IngestionEventType {
    return IngestionEventType.from(event);
  }

  @FieldResolver(() => DocumentType, {
    nullable: true,
    description: 'Null once deleted, or no longer visible to the caller.',
  })
  async document(
    @Root() ingestion: IngestionType,
    @Ctx() { loaders }: OperationContext,
  ): Promise<DocumentType | null> {
    const document = await loaders.documents.load(ingestion.documentId);
    return document && DocumentType.from(document);
  }
}

type ProgressRequest = SubscribeResolverData<unknown, { readonly ids: readonly string[] }, OperationContext>;

function followProgress({ args: { ids }, context }: ProgressRequest): AsyncIterable<IngestionEvent> {
  if (ids.length < 1 || ids.length > mostFollowed) {
    throw new BadUserInputError('ids', `must name 1 to ${mostFollowed} ingestions, not ${ids.length}`);
  }
  const parsed = ids.map((id, place) => parseId('ingestion', id, `ids[${place}]`));
  return context.services.ingestion.progress(context.principal, parsed, context.signal);
}
