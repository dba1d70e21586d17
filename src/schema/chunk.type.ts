import { Field, Int, ObjectType } from 'type-graphql';

import type { Chunk } from '../domain/document.js';
import type { ChunkId, DocumentId } from '../domain/ids.js';
import { connectionType } from './connection.type.js';
import { make } from './make.js';
import { NodeType } from './node.type.js';
import { TextSpanType } from './text-span.type.js';

@ObjectType('Chunk', { implements: NodeType, description: 'The unit that is embedded and searched.' })
export class ChunkType extends NodeType {
  declare readonly id: ChunkId;

  /** For the `document` field, which is loaded in batches. */
  readonly documentId!: DocumentId;

  @Field(() => Int, { description: 'Position within the document version, from 0.' })
  readonly ordinal!: number;

  @Field(() => String, {
    description:
      "The document version's text at `span`: what is shown. Under PARENT_CHILD several chunks, of which only parts are embedded, show one.",
  })
  readonly text!: string;

  @Field(() => TextSpanType, { description: "Where it stands in the document version's text." })
  readonly span!: TextSpanType;

  @Field(() => [String], { description: 'The headings it stands under, outermost first.' })
  readonly headingPath!: readonly string[];

  @Field(() => Int, { nullable: true, description: '1-based page, where the format has pages.' })
  readonly page!: number | null;

  static from(chunk: Chunk): ChunkType {
    return make(ChunkType, {
      id: chunk.id,
      documentId: chunk.documentId,
      ordinal: chunk.ordinal,
      text: chunk.text,
      span: TextSpanType.from(chunk.span),
      headingPath: chunk.headingPath,
      page: chunk.page,
    });
  }
}

export const ChunkConnectionType = connectionType('Chunk', () => ChunkType);
