declare const brand: unique symbol;
type Branded<Name extends string> = string & { readonly [brand]: Name };

export type TenantId = Branded<'TenantId'>;
export type CollectionId = Branded<'CollectionId'>;
export type DocumentId = Branded<'DocumentId'>;
export type ChunkId = Branded<'ChunkId'>;
export type IngestionId = Branded<'IngestionId'>;
export type DeletionId = Branded<'DeletionId'>;
export type RunId = Branded<'RunId'>;
/** sha256, lower-case hex. */
export type ContentHash = Branded<'ContentHash'>;

/** What an id names; its prefix makes ids readable in logs and lets `node(id)` find the type. */
export const idPrefixes = {
  collection: 'col',
  document: 'doc',
  chunk: 'chk',
  ingestion: 'ing',
  deletion: 'del',
  run: 'run',
} as const;

export type IdKind = keyof typeof idPrefixes;

interface IdOfKind {
  collection: CollectionId;
  document: DocumentId;
  chunk: ChunkId;
  ingestion: IngestionId;
  deletion: DeletionId;
  run: RunId;
}

/** An id of `kind` from the part after its prefix (lower-case letters and digits). */
export function makeId<Kind extends IdKind>(kind: Kind, unique: string): IdOfKind[Kind] {
  return `${idPrefixes[kind]}_${unique}` as IdOfKind[Kind];
}

/** The kind an id names, or undefined where no id looks like this. */
export function kindOfId(id: string): IdKind | undefined {
  const match = /^([a-z]{3})_[0-9a-z]+$/.exec(id);
  const kinds = Object.keys(idPrefixes) as IdKind[];
  return kinds.find((kind) => idPrefixes[kind] === match?.[1]);
}
