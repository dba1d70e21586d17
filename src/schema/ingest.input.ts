import { Field, InputType } from 'type-graphql';

import { IngestionMilestoneEnum, type IngestionMilestone } from './ingestion.enum.js';
import { OneOf } from './one-of.js';
import { JSONObject } from './scalars.js';

@OneOf()
@InputType('DocumentSource', { description: "The document's content, in one of two ways." })
export class DocumentSourceInput {
  @Field(() => String, { nullable: true, description: 'The text itself.' })
  readonly text?: string | null;

  @Field(() => String, { nullable: true, description: "The file's bytes in base64." })
  readonly base64?: string | null;
}

@InputType('DocumentInput', { description: 'A document to be ingested.' })
export class DocumentInput {
  @Field(() => String, {
    nullable: true,
    description: 'Defaults to the uri, then the file name, then the content hash.',
  })
  readonly externalId?: string | null;

  @Field(() => String, { nullable: true, description: "Absent: the file's own title, where it has one." })
  readonly title?: string | null;

  @Field(() => String, { nullable: true, description: 'Where it came from; kept as it is, never fetched.' })
  readonly uri?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Detected from the bytes where absent; a wrong one is reported, not trusted.',
  })
  readonly mediaType?: string | null;

  @Field(() => JSONObject, {
    nullable: true,
    description: "Values of the collection's declared metadata fields.",
  })
  readonly metadata?: Record<string, unknown> | null;

  @Field(() => [String], {
    nullable: true,
    defaultValue: [],
    description: 'Groups that may see it. Empty: everyone in the tenant.',
  })
  readonly access?: string[] | null;

  @Field(() => DocumentSourceInput, { description: 'Its content.' })
  readonly source!: DocumentSourceInput;
}

@InputType('IngestInput', { description: 'Documents to be ingested into one collection.' })
export class IngestInput {
  @Field(() => String, { defaultValue: 'default', description: "The collection's name." })
  readonly collection!: string;

  @Field(() => [DocumentInput], {
    description: 'Accepted all or none; each becomes an ingestion of its own, which may fail by itself.',
  })
  readonly documents!: DocumentInput[];

  @Field(() => IngestionMilestoneEnum, {
    defaultValue: IngestionMilestoneEnum.ACCEPTED,
    description:
      'ACCEPTED: durable, will be indexed even after a crash. SEARCHABLE: returns when a search finds it.',
  })
  readonly waitFor!: IngestionMilestone;
}
