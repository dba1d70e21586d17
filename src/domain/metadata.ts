export type MetadataType = 'STRING' | 'NUMBER' | 'BOOLEAN' | 'DATETIME' | 'STRING_LIST';

/** A declared metadata field of a collection. */
export interface MetadataField {
  readonly name: string;
  readonly type: MetadataType;
  readonly description: string | null;
}

/** DATETIME values are normalised RFC 3339 in UTC with milliseconds, so that they order as strings. */
export type MetadataValue = string | number | boolean | readonly string[];

/** Validated against the collection's declared fields; an absent field has no key. */
export type Metadata = Readonly<Record<string, MetadataValue>>;

/** Fields every document has; they cannot be declared. `title`, `uri` may be absent on a document. */
export const builtInFields = {
  externalId: 'STRING',
  title: 'STRING',
  uri: 'STRING',
  mediaType: 'STRING',
  createdAt: 'DATETIME',
  updatedAt: 'DATETIME',
} as const satisfies Record<string, MetadataType>;

export type BuiltInField = keyof typeof builtInFields;
