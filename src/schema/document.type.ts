import { Field, Int, ObjectType } from 'type-graphql';

import type { Document, DocumentState } from '../domain/document.js';
import type { CollectionId, DocumentId } from '../domain/ids.js';
import type { Metadata } from '../domain/metadata.js';
import { connectionType } from './connection.type.js';
import { DocumentStateEnum } from './document.enum.js';
import { make } from './make.js';
import { NodeType } from './node.type.js';
import { DateTime, JSONObject, SafeInt } from './scalars.js';

@ObjectType('Document', { implements: NodeType, description: 'A document, as its current version has it.' })
export class DocumentType extends NodeType {
  declare readonly id: DocumentId;

  /** For the `collection` field, which is loaded in batches. */
  readonly collectionId!: CollectionId;

  @Field(() => String, {
    description:
      "The caller's stable key, unique within the collection: a second ingest of it makes a new version, not a second document.",
  })
  readonly externalId!: string;

  @Field(() => String, { nullable: true, description: "The caller's title, or the file's own." })
  readonly title!: string | null;

  @Field(() => String, { nullable: true, description: 'Where it came from, as the caller put it.' })
  readonly uri!: string | null;

  @Field(() => String, { description: 'As detected from the bytes.' })
  readonly mediaType!: string;

  @Field(() => JSONObject, { description: "Values of the collection's declared metadata fields." })
  readonly metadata!: Metadata;

  @Field(() => [String], { description: 'Groups that may see it. Empty: everyone in the tenant.' })
  readonly access!: readonly string[];

  @Field(() => Int, {
    description:
      'Counts up from 1 with every change of content or metadata. Readers see one version whole, never a mix of two.',
  })
  readonly version!: number;

  @Field(() => String, { description: 'sha256 of the bytes that were ingested, lower-case hex.' })
  readonly contentHash!: string;

  @Field(() => DocumentStateEnum, { description: 'How far it has come.' })
  readonly state!: DocumentState;

  @Field(() => Int, { description: 'How many chunks the current version has.' })
  readonly chunkCount!: number;

  @Field(() => SafeInt, { description: 'Length of the extracted text.' })
  readonly textLength!: number;

  @Field(() => DateTime, { description: 'When it was first accepted.' })
  readonly createdAt!: Date;

  @Field(() => DateTime, { description: 'When the current version became current.' })
  readonly updatedAt!: Date;

  static from(document: Document): DocumentType {
    return make(DocumentType, {
      id: document.id,
      collectionId: document.collectionId,
      externalId: document.externalId,
      title: document.title,
      uri: document.uri,
      mediaType: document.mediaType,
      metadata: document.metadata,
      access: document.access,
      version: document.version,
      contentHash: document.contentHash,
      state: document.state,
      chunkCount: document.chunkCount,
      textLength: document.textLength,
      createdAt: document.createdAt,
      updatedAt: document.updatedAt,
    });
  }
}

export const DocumentConnectionType = connectionType('Document', () => DocumentType);
