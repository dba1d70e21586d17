/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** Why there is no answer. */
export type AbstentionReason =
  /** What was found does not answer it. */
  | 'LOW_SUPPORT'
  /** Nothing was found that bears on the question. */
  | 'NO_EVIDENCE';

/** A question to be answered from the documents. */
export type AnswerInput = {
  /** What part the cache plays. */
  readonly cache?: CachePolicy;
  /** The collection's name. */
  readonly collection?: string;
  /** The question; at most 8,000 characters. */
  readonly question: string;
  /** How passages are found. */
  readonly retrieval?: RetrievalInput | null | undefined;
  /** The whole answer must be ready within this time; past it the run ends as DEADLINE_EXCEEDED. */
  readonly timeoutMs?: number | null | undefined;
  /** How many passages; 1 to 100. */
  readonly topK?: number | null | undefined;
  /** Only documents that match. */
  readonly where?: FilterInput | null | undefined;
  /** Only these documents, at most 1000. */
  readonly within?: ReadonlyArray<DocumentBy> | null | undefined;
};

/** Start a run, or follow one that is running or ended, from the event after `afterSeq`. */
export type AnswerStreamInput =
  {   /** Follow a run. */
  readonly resume: ResumeInput; readonly start?: never; }
  |  { readonly resume?: never;   /** Start a run. */
  readonly start: AnswerInput; };

/** What part the cache played. */
export type CacheOutcome =
  /** It was not asked, or could not be. */
  | 'BYPASSED'
  /** The passages came from it. */
  | 'HIT'
  /** They were not in it. */
  | 'MISS';

/** What part the cache plays. */
export type CachePolicy =
  /** Neither. */
  | 'BYPASS'
  /** Write it, but do not read it. */
  | 'REFRESH'
  /** Read it and write it. */
  | 'USE';

/** How documents are to be cut into chunks, in the embedder's own tokens. */
export type ChunkingInput = {
  /** The longest chunk. */
  readonly maxTokens?: number | null | undefined;
  /** How much of a chunk the next one repeats. */
  readonly overlapTokens?: number | null | undefined;
  /** Where the cuts fall. */
  readonly strategy?: ChunkingStrategy | null | undefined;
};

/** How a document is cut into chunks. */
export type ChunkingStrategy =
  /** Definitions stay together, then blocks of lines, then lines; their names count as headings. */
  | 'CODE'
  /** No chunk crosses a heading; fenced code and tables stay whole where they fit. */
  | 'MARKDOWN'
  /** Small chunks are searched; the passage shown is their parent. */
  | 'PARENT_CHILD'
  /** Structure-aware: headings, paragraphs, sentences, in that order. */
  | 'RECURSIVE'
  /** Whole sentences, whatever paragraph they stand in; the next chunk repeats at least one. */
  | 'SENTENCE';

/** A collection to be created. */
export type CreateCollectionInput = {
  /** How its documents are cut; absent: as ChunkingInput has it. */
  readonly chunking?: ChunkingInput | null | undefined;
  /** What the collection is for. */
  readonly description?: string | null | undefined;
  /** The metadata its documents may carry; fields that every document has cannot be declared. */
  readonly metadataSchema?: ReadonlyArray<MetadataFieldInput> | null | undefined;
  /** Unique within the tenant. */
  readonly name: string;
};

/** Documents to be deleted, in one of two ways. */
export type DeleteDocumentsInput =
  {   /** These, at most 1000; missing ones are passed over. */
  readonly documents: ReadonlyArray<DocumentBy>; readonly where?: never; }
  |  { readonly documents?: never;   /** All that a filter matches. */
  readonly where: DeleteWhereInput; };

/** Documents of a collection, by a filter. */
export type DeleteWhereInput = {
  /** The collection's name. */
  readonly collection: string;
  /** Which of its documents. */
  readonly where: FilterInput;
};

/** How far a removal has come. */
export type DeletionState =
  /** Every store has been cleared and read back. */
  | 'COMPLETED'
  /** Nothing of it is served; the stores are being cleared. */
  | 'RUNNING';

/** Names a document, in one of two ways. */
export type DocumentBy =
  {   /** By the caller's own key. */
  readonly externalId: ExternalIdInput; readonly id?: never; }
  |  { readonly externalId?: never;   /** By its id. */
  readonly id: string | number; };

/** A document to be ingested. */
export type DocumentInput = {
  /** Groups that may see it. Empty: everyone in the tenant. */
  readonly access?: ReadonlyArray<string> | null | undefined;
  /** Defaults to the uri, then the file name, then the content hash. */
  readonly externalId?: string | null | undefined;
  /** Detected from the bytes where absent; a wrong one is reported, not trusted. */
  readonly mediaType?: string | null | undefined;
  /** Values of the collection's declared metadata fields. */
  readonly metadata?: Readonly<Record<string, unknown>> | null | undefined;
  /** Its content. */
  readonly source: DocumentSource;
  /** Absent: the file's own title, where it has one. */
  readonly title?: string | null | undefined;
  /** Where it came from; kept as it is, never fetched. */
  readonly uri?: string | null | undefined;
};

/** The document's content, in one of two ways. */
export type DocumentSource =
  {   /** The file's bytes in base64. */
  readonly base64: string; readonly text?: never; }
  |  { readonly base64?: never;   /** The text itself. */
  readonly text: string; };

/** A document by the caller's own key. */
export type ExternalIdInput = {
  /** The collection's name. */
  readonly collection?: string;
  /** The key within it. */
  readonly externalId: string;
};

/** One test; its operand must be of the field's type. */
export type FieldConditionInput =
  {   /** A STRING_LIST field holds this value. */
  readonly contains: string; readonly eq?: never; readonly exists?: never; readonly gt?: never; readonly gte?: never; readonly in?: never; readonly lt?: never; readonly lte?: never; readonly ne?: never; }
  |  { readonly contains?: never;   /** The field equals this. */
  readonly eq: unknown; readonly exists?: never; readonly gt?: never; readonly gte?: never; readonly in?: never; readonly lt?: never; readonly lte?: never; readonly ne?: never; }
  |  { readonly contains?: never; readonly eq?: never;   /** The document has the field, or has it not. */
  readonly exists: boolean; readonly gt?: never; readonly gte?: never; readonly in?: never; readonly lt?: never; readonly lte?: never; readonly ne?: never; }
  |  { readonly contains?: never; readonly eq?: never; readonly exists?: never;   /** The field is greater. */
  readonly gt: unknown; readonly gte?: never; readonly in?: never; readonly lt?: never; readonly lte?: never; readonly ne?: never; }
  |  { readonly contains?: never; readonly eq?: never; readonly exists?: never; readonly gt?: never;   /** The field is greater or equal. */
  readonly gte: unknown; readonly in?: never; readonly lt?: never; readonly lte?: never; readonly ne?: never; }
  |  { readonly contains?: never; readonly eq?: never; readonly exists?: never; readonly gt?: never; readonly gte?: never;   /** The field equals one of these. */
  readonly in: ReadonlyArray<unknown>; readonly lt?: never; readonly lte?: never; readonly ne?: never; }
  |  { readonly contains?: never; readonly eq?: never; readonly exists?: never; readonly gt?: never; readonly gte?: never; readonly in?: never;   /** The field is less. */
  readonly lt: unknown; readonly lte?: never; readonly ne?: never; }
  |  { readonly contains?: never; readonly eq?: never; readonly exists?: never; readonly gt?: never; readonly gte?: never; readonly in?: never; readonly lt?: never;   /** The field is less or equal. */
  readonly lte: unknown; readonly ne?: never; }
  |  { readonly contains?: never; readonly eq?: never; readonly exists?: never; readonly gt?: never; readonly gte?: never; readonly in?: never; readonly lt?: never; readonly lte?: never;   /** The field does not equal this, or is absent. */
  readonly ne: unknown; };

/** A test of one field. */
export type FieldFilterInput = {
  /** The test. */
  readonly is: FieldConditionInput;
  /** A declared or built-in field. */
  readonly name: string;
};

/** A filter tree, at most 8 deep and 64 conditions. Besides the declared metadata fields these are built in, and cannot be declared: externalId, title, uri, mediaType, createdAt, updatedAt. `ne` and `not` hold for a document that lacks the field; every other condition does not. */
export type FilterInput =
  {   /** All of these hold. */
  readonly all: ReadonlyArray<FilterInput>; readonly any?: never; readonly field?: never; readonly not?: never; }
  |  { readonly all?: never;   /** At least one of these holds. */
  readonly any: ReadonlyArray<FilterInput>; readonly field?: never; readonly not?: never; }
  |  { readonly all?: never; readonly any?: never;   /** A test of one field. */
  readonly field: FieldFilterInput; readonly not?: never; }
  |  { readonly all?: never; readonly any?: never; readonly field?: never;   /** This does not hold. */
  readonly not: FilterInput; };

/** How the legs of a hybrid search become one ranking. */
export type FusionInput = {
  /** Share of the dense leg, 0 to 1, where the method is weighted. */
  readonly denseWeight?: number | null | undefined;
  /** The method. */
  readonly method: FusionMethod;
  /** The constant of RRF's 1 / (k + rank), at least 1. */
  readonly rrfK?: number | null | undefined;
};

/** How the legs become one ranking. */
export type FusionMethod =
  /** Each leg over its highest score for this query, then the weighted sum. */
  | 'MAX_SCORE'
  /** Each leg from its lowest to its highest score as 0 to 1, then the weighted sum. */
  | 'RELATIVE_SCORE'
  /** Reciprocal ranks. */
  | 'RRF';

/** How well something is. */
export type HealthStatus =
  /** It works, without a part it can do without. */
  | 'DEGRADED'
  /** It works. */
  | 'HEALTHY'
  /** It does not work. */
  | 'UNHEALTHY';

/** Documents to be ingested into one collection. */
export type IngestInput = {
  /** The collection's name. */
  readonly collection?: string;
  /** Accepted all or none; each becomes an ingestion of its own, which may fail by itself. */
  readonly documents: ReadonlyArray<DocumentInput>;
  /** ACCEPTED: durable, will be indexed even after a crash. SEARCHABLE: returns when a search finds it. */
  readonly waitFor?: IngestionMilestone;
};

/** Why an ingestion failed. */
export type IngestionErrorCode =
  /** More bytes or characters than the server takes. */
  | 'DOCUMENT_TOO_LARGE'
  /** The embedder refused or was out of reach. */
  | 'EMBEDDING_FAILED'
  /** A password would be needed to read it. */
  | 'ENCRYPTED_DOCUMENT'
  /** A fault of the server, logged there. */
  | 'INTERNAL'
  /** The bytes are not what their format demands. */
  | 'MALFORMED_DOCUMENT'
  /** There is no text in it. */
  | 'NO_TEXT'
  /** A store could not be written. */
  | 'STORE_FAILED'
  /** No loader reads this format. */
  | 'UNSUPPORTED_MEDIA_TYPE';

/** How long `ingest` waits. */
export type IngestionMilestone =
  /** Durable; will be indexed even after a crash. */
  | 'ACCEPTED'
  /** Returns when a search finds it. */
  | 'SEARCHABLE';

/** What is being done. */
export type IngestionStage =
  /** Text to chunks. */
  | 'CHUNK'
  /** Chunks to vectors. */
  | 'EMBED'
  /** Vectors and words into the index. */
  | 'INDEX'
  /** Bytes to text. */
  | 'LOAD';

/** How far an ingestion has come. */
export type IngestionState =
  /** It was called off. */
  | 'CANCELLED'
  /** It ended for the reason in `error`; an earlier version stays served. */
  | 'FAILED'
  /** Waiting for a worker. */
  | 'QUEUED'
  /** A worker is at it. */
  | 'RUNNING'
  /** The version is current and searchable. */
  | 'SUCCEEDED'
  /** Same bytes and metadata as the current version: no work was done. */
  | 'UNCHANGED';

/** Declares a metadata field. */
export type MetadataFieldInput = {
  /** What it means. */
  readonly description?: string | null | undefined;
  /** The key in `metadata`, and the name in a filter. */
  readonly name: string;
  /** What values it takes. */
  readonly type: MetadataType;
};

/** The type of a metadata field. */
export type MetadataType =
  /** True or false. */
  | 'BOOLEAN'
  /** An RFC 3339 instant. */
  | 'DATETIME'
  /** A finite number. */
  | 'NUMBER'
  /** Text, compared case-sensitively. */
  | 'STRING'
  /** A list of texts. */
  | 'STRING_LIST';

/** Where to go on following a run. */
export type ResumeInput = {
  /** The `seq` of the last event that arrived; 0: from the first on. */
  readonly afterSeq: number;
  /** The run, as its events name it. */
  readonly runId: string | number;
};

/** How passages are found. */
export type RetrievalInput = {
  /** Passages each leg brings to fusion, 1 to 1000. */
  readonly candidates?: number;
  /** How the legs are fused. */
  readonly fusion?: FusionInput | null | undefined;
  /** Passages under this final score (0 to 1) are dropped. */
  readonly minScore?: number | null | undefined;
  /** Which legs search. */
  readonly mode?: RetrievalMode;
};

/** Which legs search. */
export type RetrievalMode =
  /** By meaning: vectors alone. */
  | 'DENSE'
  /** Both, fused. */
  | 'HYBRID'
  /** By words alone. */
  | 'KEYWORD';

/** A search for passages. */
export type SearchInput = {
  /** What part the cache plays. */
  readonly cache?: CachePolicy;
  /** The collection's name. */
  readonly collection?: string;
  /** What to look for, in words; at most 8,000 characters. */
  readonly query: string;
  /** How passages are found. */
  readonly retrieval?: RetrievalInput | null | undefined;
  /** How many passages; 1 to 100. */
  readonly topK?: number | null | undefined;
  /** Only documents that match. */
  readonly where?: FilterInput | null | undefined;
  /** Only these documents, at most 1000. */
  readonly within?: ReadonlyArray<DocumentBy> | null | undefined;
};

/** How far a source carries a sentence. */
export type Support =
  /** The source says part of it. */
  | 'PARTIAL'
  /** The source says so. */
  | 'SUPPORTED'
  /** It could not be checked. */
  | 'UNVERIFIED';

/** What is to be different about a document; what is not given stays as it is. */
export type UpdateDocumentInput = {
  /** In place of all its groups. Empty: everyone in the tenant may see it. */
  readonly access?: ReadonlyArray<string> | null | undefined;
  /** Which one. */
  readonly document: DocumentBy;
  /** In place of all its metadata. */
  readonly metadata?: Readonly<Record<string, unknown>> | null | undefined;
  /** Its title. What was embedded with the text keeps the title it had. */
  readonly title?: string | null | undefined;
};

export type SourceOfCitationFragment = { readonly __typename: 'Citation', readonly marker: number, readonly quote: string, readonly documentVersion: number, readonly support: Support, readonly score: number, readonly answerSpan: { readonly __typename: 'TextSpan', readonly start: number, readonly end: number }, readonly sourceSpan: { readonly __typename: 'TextSpan', readonly start: number, readonly end: number }, readonly passage: { readonly __typename: 'Passage', readonly rank: number, readonly headingPath: ReadonlyArray<string> }, readonly document: { readonly __typename: 'Document', readonly id: string, readonly externalId: string, readonly title: string | null, readonly uri: string | null } | null };

export type CompletedAnswerFragment = { readonly __typename: 'Answer', readonly runId: string, readonly text: string, readonly groundedness: number, readonly model: string, readonly cache: CacheOutcome, readonly latencyMs: number, readonly citations: ReadonlyArray<{ readonly __typename: 'Citation', readonly marker: number, readonly quote: string, readonly documentVersion: number, readonly support: Support, readonly score: number, readonly answerSpan: { readonly __typename: 'TextSpan', readonly start: number, readonly end: number }, readonly sourceSpan: { readonly __typename: 'TextSpan', readonly start: number, readonly end: number }, readonly passage: { readonly __typename: 'Passage', readonly rank: number, readonly headingPath: ReadonlyArray<string> }, readonly document: { readonly __typename: 'Document', readonly id: string, readonly externalId: string, readonly title: string | null, readonly uri: string | null } | null }>, readonly unsupported: ReadonlyArray<{ readonly __typename: 'TextSpan', readonly start: number, readonly end: number }>, readonly usage: { readonly __typename: 'TokenUsage', readonly promptTokens: number, readonly completionTokens: number, readonly totalTokens: number, readonly cost: number | null } };

export type NoAnswerFragment = { readonly __typename: 'Abstention', readonly runId: string, readonly reason: AbstentionReason, readonly message: string, readonly latencyMs: number, readonly nearest: ReadonlyArray<{ readonly __typename: 'Passage', readonly rank: number, readonly score: number, readonly headingPath: ReadonlyArray<string>, readonly document: { readonly __typename: 'Document', readonly id: string, readonly externalId: string, readonly title: string | null } | null }> };

export type AnswerQueryVariables = Exact<{
  input: AnswerInput;
}>;


export type AnswerQuery = { readonly __typename: 'Query', readonly answer:
    | { readonly __typename: 'Abstention', readonly runId: string, readonly reason: AbstentionReason, readonly message: string, readonly latencyMs: number, readonly nearest: ReadonlyArray<{ readonly __typename: 'Passage', readonly rank: number, readonly score: number, readonly headingPath: ReadonlyArray<string>, readonly document: { readonly __typename: 'Document', readonly id: string, readonly externalId: string, readonly title: string | null } | null }> }
    | { readonly __typename: 'Answer', readonly runId: string, readonly text: string, readonly groundedness: number, readonly model: string, readonly cache: CacheOutcome, readonly latencyMs: number, readonly citations: ReadonlyArray<{ readonly __typename: 'Citation', readonly marker: number, readonly quote: string, readonly documentVersion: number, readonly support: Support, readonly score: number, readonly answerSpan: { readonly __typename: 'TextSpan', readonly start: number, readonly end: number }, readonly sourceSpan: { readonly __typename: 'TextSpan', readonly start: number, readonly end: number }, readonly passage: { readonly __typename: 'Passage', readonly rank: number, readonly headingPath: ReadonlyArray<string> }, readonly document: { readonly __typename: 'Document', readonly id: string, readonly externalId: string, readonly title: string | null, readonly uri: string | null } | null }>, readonly unsupported: ReadonlyArray<{ readonly __typename: 'TextSpan', readonly start: number, readonly end: number }>, readonly usage: { readonly __typename: 'TokenUsage', readonly promptTokens: number, readonly completionTokens: number, readonly totalTokens: number, readonly cost: number | null } }
   | null };

export type AnswerRunQueryVariables = Exact<{
  runId: string | number;
}>;


export type AnswerRunQuery = { readonly __typename: 'Query', readonly answerRun:
    | { readonly __typename: 'Abstention', readonly runId: string, readonly reason: AbstentionReason, readonly message: string, readonly latencyMs: number, readonly nearest: ReadonlyArray<{ readonly __typename: 'Passage', readonly rank: number, readonly score: number, readonly headingPath: ReadonlyArray<string>, readonly document: { readonly __typename: 'Document', readonly id: string, readonly externalId: string, readonly title: string | null } | null }> }
    | { readonly __typename: 'Answer', readonly runId: string, readonly text: string, readonly groundedness: number, readonly model: string, readonly cache: CacheOutcome, readonly latencyMs: number, readonly citations: ReadonlyArray<{ readonly __typename: 'Citation', readonly marker: number, readonly quote: string, readonly documentVersion: number, readonly support: Support, readonly score: number, readonly answerSpan: { readonly __typename: 'TextSpan', readonly start: number, readonly end: number }, readonly sourceSpan: { readonly __typename: 'TextSpan', readonly start: number, readonly end: number }, readonly passage: { readonly __typename: 'Passage', readonly rank: number, readonly headingPath: ReadonlyArray<string> }, readonly document: { readonly __typename: 'Document', readonly id: string, readonly externalId: string, readonly title: string | null, readonly uri: string | null } | null }>, readonly unsupported: ReadonlyArray<{ readonly __typename: 'TextSpan', readonly start: number, readonly end: number }>, readonly usage: { readonly __typename: 'TokenUsage', readonly promptTokens: number, readonly completionTokens: number, readonly totalTokens: number, readonly cost: number | null } }
   | null };

export type AnswerStreamSubscriptionVariables = Exact<{
  input: AnswerStreamInput;
}>;


export type AnswerStreamSubscription = { readonly __typename: 'Subscription', readonly answerStream:
    | { readonly __typename: 'AnswerAbstained', readonly runId: string, readonly seq: number, readonly terminal: boolean, readonly abstention: { readonly __typename: 'Abstention', readonly runId: string, readonly reason: AbstentionReason, readonly message: string, readonly latencyMs: number, readonly nearest: ReadonlyArray<{ readonly __typename: 'Passage', readonly rank: number, readonly score: number, readonly headingPath: ReadonlyArray<string>, readonly document: { readonly __typename: 'Document', readonly id: string, readonly externalId: string, readonly title: string | null } | null }> } }
    | { readonly __typename: 'AnswerCancelled', readonly runId: string, readonly seq: number, readonly terminal: boolean }
    | { readonly __typename: 'AnswerCompleted', readonly runId: string, readonly seq: number, readonly terminal: boolean, readonly answer: { readonly __typename: 'Answer', readonly runId: string, readonly text: string, readonly groundedness: number, readonly model: string, readonly cache: CacheOutcome, readonly latencyMs: number, readonly citations: ReadonlyArray<{ readonly __typename: 'Citation', readonly marker: number, readonly quote: string, readonly documentVersion: number, readonly support: Support, readonly score: number, readonly answerSpan: { readonly __typename: 'TextSpan', readonly start: number, readonly end: number }, readonly sourceSpan: { readonly __typename: 'TextSpan', readonly start: number, readonly end: number }, readonly passage: { readonly __typename: 'Passage', readonly rank: number, readonly headingPath: ReadonlyArray<string> }, readonly document: { readonly __typename: 'Document', readonly id: string, readonly externalId: string, readonly title: string | null, readonly uri: string | null } | null }>, readonly unsupported: ReadonlyArray<{ readonly __typename: 'TextSpan', readonly start: number, readonly end: number }>, readonly usage: { readonly __typename: 'TokenUsage', readonly promptTokens: number, readonly completionTokens: number, readonly totalTokens: number, readonly cost: number | null } } }
    | { readonly __typename: 'AnswerFailed', readonly code: string, readonly message: string, readonly retryable: boolean, readonly runId: string, readonly seq: number, readonly terminal: boolean }
    | { readonly __typename: 'AnswerStarted', readonly model: string, readonly runId: string, readonly seq: number, readonly terminal: boolean }
    | { readonly __typename: 'CitationAdded', readonly runId: string, readonly seq: number, readonly terminal: boolean, readonly citation: { readonly __typename: 'Citation', readonly marker: number, readonly quote: string, readonly documentVersion: number, readonly support: Support, readonly score: number, readonly answerSpan: { readonly __typename: 'TextSpan', readonly start: number, readonly end: number }, readonly sourceSpan: { readonly __typename: 'TextSpan', readonly start: number, readonly end: number }, readonly passage: { readonly __typename: 'Passage', readonly rank: number, readonly headingPath: ReadonlyArray<string> }, readonly document: { readonly __typename: 'Document', readonly id: string, readonly externalId: string, readonly title: string | null, readonly uri: string | null } | null } }
    | { readonly __typename: 'PassagesRetrieved', readonly cache: CacheOutcome, readonly runId: string, readonly seq: number, readonly terminal: boolean, readonly passages: ReadonlyArray<{ readonly __typename: 'Passage', readonly rank: number, readonly score: number, readonly headingPath: ReadonlyArray<string> }>, readonly trace: { readonly __typename: 'RetrievalTrace', readonly degraded: ReadonlyArray<{ readonly __typename: 'Degradation', readonly step: string, readonly reason: string }> } }
    | { readonly __typename: 'TextDelta', readonly offset: number, readonly text: string, readonly runId: string, readonly seq: number, readonly terminal: boolean }
   };

export type CancelAnswerMutationVariables = Exact<{
  runId: string | number;
}>;


export type CancelAnswerMutation = { readonly __typename: 'Mutation', readonly cancelAnswer: boolean };

export type CollectionFactsFragment = { readonly __typename: 'Collection', readonly id: string, readonly name: string, readonly description: string | null, readonly documentCount: number, readonly chunkCount: number, readonly metadataSchema: ReadonlyArray<{ readonly __typename: 'MetadataField', readonly name: string, readonly type: MetadataType, readonly description: string | null }> };

export type CollectionQueryVariables = Exact<{
  name: string;
}>;


export type CollectionQuery = { readonly __typename: 'Query', readonly collection: { readonly __typename: 'Collection', readonly id: string, readonly name: string, readonly description: string | null, readonly documentCount: number, readonly chunkCount: number, readonly metadataSchema: ReadonlyArray<{ readonly __typename: 'MetadataField', readonly name: string, readonly type: MetadataType, readonly description: string | null }> } | null };

export type CollectionsQueryVariables = Exact<{
  first?: number;
  after?: string | null | undefined;
}>;


export type CollectionsQuery = { readonly __typename: 'Query', readonly collections: { readonly __typename: 'CollectionConnection', readonly totalCount: number, readonly edges: ReadonlyArray<{ readonly __typename: 'CollectionEdge', readonly node: { readonly __typename: 'Collection', readonly id: string, readonly name: string, readonly description: string | null, readonly documentCount: number, readonly chunkCount: number, readonly metadataSchema: ReadonlyArray<{ readonly __typename: 'MetadataField', readonly name: string, readonly type: MetadataType, readonly description: string | null }> } }>, readonly pageInfo: { readonly __typename: 'PageInfo', readonly hasNextPage: boolean, readonly endCursor: string | null } } };

export type CreateCollectionMutationVariables = Exact<{
  input: CreateCollectionInput;
}>;


export type CreateCollectionMutation = { readonly __typename: 'Mutation', readonly createCollection: { readonly __typename: 'Collection', readonly id: string, readonly name: string, readonly description: string | null, readonly documentCount: number, readonly chunkCount: number, readonly metadataSchema: ReadonlyArray<{ readonly __typename: 'MetadataField', readonly name: string, readonly type: MetadataType, readonly description: string | null }> } };

export type DocumentTextQueryVariables = Exact<{
  by: DocumentBy;
  version?: number | null | undefined;
  start?: number | null | undefined;
  end?: number | null | undefined;
}>;


export type DocumentTextQuery = { readonly __typename: 'Query', readonly document: { readonly __typename: 'Document', readonly id: string, readonly version: number, readonly textLength: number, readonly text: string | null } | null };

export type DeleteDocumentsMutationVariables = Exact<{
  input: DeleteDocumentsInput;
}>;


export type DeleteDocumentsMutation = { readonly __typename: 'Mutation', readonly deleteDocuments: { readonly __typename: 'DeletionReceipt', readonly id: string, readonly state: DeletionState, readonly documentCount: number, readonly stores: ReadonlyArray<{ readonly __typename: 'StoreDeletion', readonly store: string, readonly deleted: number, readonly verifiedAbsent: boolean }> } };

export type DeleteCollectionMutationVariables = Exact<{
  name: string;
}>;


export type DeleteCollectionMutation = { readonly __typename: 'Mutation', readonly deleteCollection: { readonly __typename: 'DeletionReceipt', readonly id: string, readonly state: DeletionState, readonly documentCount: number } };

export type UpdateDocumentMutationVariables = Exact<{
  input: UpdateDocumentInput;
}>;


export type UpdateDocumentMutation = { readonly __typename: 'Mutation', readonly updateDocument: { readonly __typename: 'Document', readonly id: string, readonly externalId: string, readonly title: string | null, readonly metadata: Readonly<Record<string, unknown>>, readonly access: ReadonlyArray<string>, readonly version: number, readonly chunkCount: number } };

export type IngestionStateFragment = { readonly __typename: 'Ingestion', readonly id: string, readonly externalId: string, readonly state: IngestionState, readonly stage: IngestionStage | null, readonly attempts: number, readonly progress: { readonly __typename: 'IngestionProgress', readonly chunksTotal: number, readonly chunksEmbedded: number, readonly chunksReused: number, readonly chunksIndexed: number }, readonly error: { readonly __typename: 'IngestionError', readonly code: IngestionErrorCode, readonly message: string, readonly retryable: boolean } | null };

export type IngestMutationVariables = Exact<{
  input: IngestInput;
}>;


export type IngestMutation = { readonly __typename: 'Mutation', readonly ingest: { readonly __typename: 'IngestPayload', readonly ingestions: ReadonlyArray<{ readonly __typename: 'Ingestion', readonly id: string, readonly externalId: string, readonly state: IngestionState, readonly stage: IngestionStage | null, readonly attempts: number, readonly progress: { readonly __typename: 'IngestionProgress', readonly chunksTotal: number, readonly chunksEmbedded: number, readonly chunksReused: number, readonly chunksIndexed: number }, readonly error: { readonly __typename: 'IngestionError', readonly code: IngestionErrorCode, readonly message: string, readonly retryable: boolean } | null }> } };

export type CancelIngestionMutationVariables = Exact<{
  id: string | number;
}>;


export type CancelIngestionMutation = { readonly __typename: 'Mutation', readonly cancelIngestion: { readonly __typename: 'Ingestion', readonly id: string, readonly externalId: string, readonly state: IngestionState, readonly stage: IngestionStage | null, readonly attempts: number, readonly progress: { readonly __typename: 'IngestionProgress', readonly chunksTotal: number, readonly chunksEmbedded: number, readonly chunksReused: number, readonly chunksIndexed: number }, readonly error: { readonly __typename: 'IngestionError', readonly code: IngestionErrorCode, readonly message: string, readonly retryable: boolean } | null } };

export type RetryIngestionMutationVariables = Exact<{
  id: string | number;
}>;


export type RetryIngestionMutation = { readonly __typename: 'Mutation', readonly retryIngestion: { readonly __typename: 'Ingestion', readonly id: string, readonly externalId: string, readonly state: IngestionState, readonly stage: IngestionStage | null, readonly attempts: number, readonly progress: { readonly __typename: 'IngestionProgress', readonly chunksTotal: number, readonly chunksEmbedded: number, readonly chunksReused: number, readonly chunksIndexed: number }, readonly error: { readonly __typename: 'IngestionError', readonly code: IngestionErrorCode, readonly message: string, readonly retryable: boolean } | null } };

export type IngestionProgressSubscriptionVariables = Exact<{
  ids: ReadonlyArray<string | number> | string | number;
}>;


export type IngestionProgressSubscription = { readonly __typename: 'Subscription', readonly ingestionProgress: { readonly __typename: 'IngestionEvent', readonly seq: number, readonly ingestion: { readonly __typename: 'Ingestion', readonly id: string, readonly externalId: string, readonly state: IngestionState, readonly stage: IngestionStage | null, readonly attempts: number, readonly progress: { readonly __typename: 'IngestionProgress', readonly chunksTotal: number, readonly chunksEmbedded: number, readonly chunksReused: number, readonly chunksIndexed: number }, readonly error: { readonly __typename: 'IngestionError', readonly code: IngestionErrorCode, readonly message: string, readonly retryable: boolean } | null } } };

export type IngestionsQueryVariables = Exact<{
  collection?: string | null | undefined;
  state?: IngestionState | null | undefined;
  first?: number;
  after?: string | null | undefined;
}>;


export type IngestionsQuery = { readonly __typename: 'Query', readonly ingestions: { readonly __typename: 'IngestionConnection', readonly totalCount: number, readonly edges: ReadonlyArray<{ readonly __typename: 'IngestionEdge', readonly node: { readonly __typename: 'Ingestion', readonly id: string, readonly externalId: string, readonly state: IngestionState, readonly stage: IngestionStage | null, readonly attempts: number, readonly progress: { readonly __typename: 'IngestionProgress', readonly chunksTotal: number, readonly chunksEmbedded: number, readonly chunksReused: number, readonly chunksIndexed: number }, readonly error: { readonly __typename: 'IngestionError', readonly code: IngestionErrorCode, readonly message: string, readonly retryable: boolean } | null } }>, readonly pageInfo: { readonly __typename: 'PageInfo', readonly hasNextPage: boolean, readonly endCursor: string | null } } };

export type SearchQueryVariables = Exact<{
  input: SearchInput;
}>;


export type SearchQuery = { readonly __typename: 'Query', readonly search: { readonly __typename: 'SearchResult', readonly cache: CacheOutcome, readonly passages: ReadonlyArray<{ readonly __typename: 'Passage', readonly rank: number, readonly score: number, readonly text: string, readonly headingPath: ReadonlyArray<string>, readonly documentVersion: number, readonly scores: { readonly __typename: 'PassageScores', readonly dense: number | null, readonly denseRank: number | null, readonly keyword: number | null, readonly keywordRank: number | null, readonly fused: number | null }, readonly span: { readonly __typename: 'TextSpan', readonly start: number, readonly end: number }, readonly document: { readonly __typename: 'Document', readonly id: string, readonly externalId: string, readonly title: string | null } | null }>, readonly trace: { readonly __typename: 'RetrievalTrace', readonly queries: ReadonlyArray<string>, readonly degraded: ReadonlyArray<{ readonly __typename: 'Degradation', readonly step: string, readonly reason: string }>, readonly timings: ReadonlyArray<{ readonly __typename: 'StepTiming', readonly step: string, readonly milliseconds: number }> } } | null };

export type HealthQueryVariables = Exact<{ [key: string]: never; }>;


export type HealthQuery = { readonly __typename: 'Query', readonly health: { readonly __typename: 'Health', readonly status: HealthStatus, readonly version: string, readonly components: ReadonlyArray<{ readonly __typename: 'ComponentHealth', readonly name: string, readonly status: HealthStatus, readonly detail: string | null, readonly latencyMs: number | null }> } };

export type StatsQueryVariables = Exact<{ [key: string]: never; }>;


export type StatsQuery = { readonly __typename: 'Query', readonly stats: ReadonlyArray<{ readonly __typename: 'ServiceStats', readonly operation: string, readonly requests: number, readonly errors: number, readonly errorRate: number, readonly averageLatencyMs: number, readonly p50LatencyMs: number, readonly p95LatencyMs: number, readonly p99LatencyMs: number }> };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}
export const SourceOfCitationFragmentDoc = new TypedDocumentString(`
    fragment SourceOfCitation on Citation {
  marker
  quote
  answerSpan {
    start
    end
  }
  sourceSpan {
    start
    end
  }
  documentVersion
  support
  score
  passage {
    rank
    headingPath
  }
  document {
    id
    externalId
    title
    uri
  }
}
    `, {"fragmentName":"SourceOfCitation"}) as unknown as TypedDocumentString<SourceOfCitationFragment, unknown>;
export const CompletedAnswerFragmentDoc = new TypedDocumentString(`
    fragment CompletedAnswer on Answer {
  runId
  text
  citations {
    ...SourceOfCitation
  }
  unsupported {
    start
    end
  }
  groundedness
  model
  usage {
    promptTokens
    completionTokens
    totalTokens
    cost
  }
  cache
  latencyMs
}
    fragment SourceOfCitation on Citation {
  marker
  quote
  answerSpan {
    start
    end
  }
  sourceSpan {
    start
    end
  }
  documentVersion
  support
  score
  passage {
    rank
    headingPath
  }
  document {
    id
    externalId
    title
    uri
  }
}`, {"fragmentName":"CompletedAnswer"}) as unknown as TypedDocumentString<CompletedAnswerFragment, unknown>;
export const NoAnswerFragmentDoc = new TypedDocumentString(`
    fragment NoAnswer on Abstention {
  runId
  reason
  message
  nearest {
    rank
    score
    headingPath
    document {
      id
      externalId
      title
    }
  }
  latencyMs
}
    `, {"fragmentName":"NoAnswer"}) as unknown as TypedDocumentString<NoAnswerFragment, unknown>;
export const CollectionFactsFragmentDoc = new TypedDocumentString(`
    fragment CollectionFacts on Collection {
  id
  name
  description
  metadataSchema {
    name
    type
    description
  }
  documentCount
  chunkCount
}
    `, {"fragmentName":"CollectionFacts"}) as unknown as TypedDocumentString<CollectionFactsFragment, unknown>;
export const IngestionStateFragmentDoc = new TypedDocumentString(`
    fragment IngestionState on Ingestion {
  id
  externalId
  state
  stage
  attempts
  progress {
    chunksTotal
    chunksEmbedded
    chunksReused
    chunksIndexed
  }
  error {
    code
    message
    retryable
  }
}
    `, {"fragmentName":"IngestionState"}) as unknown as TypedDocumentString<IngestionStateFragment, unknown>;
export const AnswerDocument = new TypedDocumentString(`
    query Answer($input: AnswerInput!) {
  answer(input: $input) {
    __typename
    ...CompletedAnswer
    ...NoAnswer
  }
}
    fragment SourceOfCitation on Citation {
  marker
  quote
  answerSpan {
    start
    end
  }
  sourceSpan {
    start
    end
  }
  documentVersion
  support
  score
  passage {
    rank
    headingPath
  }
  document {
    id
    externalId
    title
    uri
  }
}
fragment CompletedAnswer on Answer {
  runId
  text
  citations {
    ...SourceOfCitation
  }
  unsupported {
    start
    end
  }
  groundedness
  model
  usage {
    promptTokens
    completionTokens
    totalTokens
    cost
  }
  cache
  latencyMs
}
fragment NoAnswer on Abstention {
  runId
  reason
  message
  nearest {
    rank
    score
    headingPath
    document {
      id
      externalId
      title
    }
  }
  latencyMs
}`) as unknown as TypedDocumentString<AnswerQuery, AnswerQueryVariables>;
export const AnswerRunDocument = new TypedDocumentString(`
    query AnswerRun($runId: ID!) {
  answerRun(runId: $runId) {
    __typename
    ...CompletedAnswer
    ...NoAnswer
  }
}
    fragment SourceOfCitation on Citation {
  marker
  quote
  answerSpan {
    start
    end
  }
  sourceSpan {
    start
    end
  }
  documentVersion
  support
  score
  passage {
    rank
    headingPath
  }
  document {
    id
    externalId
    title
    uri
  }
}
fragment CompletedAnswer on Answer {
  runId
  text
  citations {
    ...SourceOfCitation
  }
  unsupported {
    start
    end
  }
  groundedness
  model
  usage {
    promptTokens
    completionTokens
    totalTokens
    cost
  }
  cache
  latencyMs
}
fragment NoAnswer on Abstention {
  runId
  reason
  message
  nearest {
    rank
    score
    headingPath
    document {
      id
      externalId
      title
    }
  }
  latencyMs
}`) as unknown as TypedDocumentString<AnswerRunQuery, AnswerRunQueryVariables>;
export const AnswerStreamDocument = new TypedDocumentString(`
    subscription AnswerStream($input: AnswerStreamInput!) {
  answerStream(input: $input) {
    __typename
    runId
    seq
    terminal
    ... on AnswerStarted {
      model
    }
    ... on PassagesRetrieved {
      passages {
        rank
        score
        headingPath
      }
      trace {
        degraded {
          step
          reason
        }
      }
      cache
    }
    ... on TextDelta {
      offset
      text
    }
    ... on CitationAdded {
      citation {
        ...SourceOfCitation
      }
    }
    ... on AnswerCompleted {
      answer {
        ...CompletedAnswer
      }
    }
    ... on AnswerAbstained {
      abstention {
        ...NoAnswer
      }
    }
    ... on AnswerFailed {
      code
      message
      retryable
    }
  }
}
    fragment SourceOfCitation on Citation {
  marker
  quote
  answerSpan {
    start
    end
  }
  sourceSpan {
    start
    end
  }
  documentVersion
  support
  score
  passage {
    rank
    headingPath
  }
  document {
    id
    externalId
    title
    uri
  }
}
fragment CompletedAnswer on Answer {
  runId
  text
  citations {
    ...SourceOfCitation
  }
  unsupported {
    start
    end
  }
  groundedness
  model
  usage {
    promptTokens
    completionTokens
    totalTokens
    cost
  }
  cache
  latencyMs
}
fragment NoAnswer on Abstention {
  runId
  reason
  message
  nearest {
    rank
    score
    headingPath
    document {
      id
      externalId
      title
    }
  }
  latencyMs
}`) as unknown as TypedDocumentString<AnswerStreamSubscription, AnswerStreamSubscriptionVariables>;
export const CancelAnswerDocument = new TypedDocumentString(`
    mutation CancelAnswer($runId: ID!) {
  cancelAnswer(runId: $runId)
}
    `) as unknown as TypedDocumentString<CancelAnswerMutation, CancelAnswerMutationVariables>;
export const CollectionDocument = new TypedDocumentString(`
    query Collection($name: String!) {
  collection(name: $name) {
    ...CollectionFacts
  }
}
    fragment CollectionFacts on Collection {
  id
  name
  description
  metadataSchema {
    name
    type
    description
  }
  documentCount
  chunkCount
}`) as unknown as TypedDocumentString<CollectionQuery, CollectionQueryVariables>;
export const CollectionsDocument = new TypedDocumentString(`
    query Collections($first: Int! = 20, $after: String) {
  collections(first: $first, after: $after) {
    edges {
      node {
        ...CollectionFacts
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
    totalCount
  }
}
    fragment CollectionFacts on Collection {
  id
  name
  description
  metadataSchema {
    name
    type
    description
  }
  documentCount
  chunkCount
}`) as unknown as TypedDocumentString<CollectionsQuery, CollectionsQueryVariables>;
export const CreateCollectionDocument = new TypedDocumentString(`
    mutation CreateCollection($input: CreateCollectionInput!) {
  createCollection(input: $input) {
    ...CollectionFacts
  }
}
    fragment CollectionFacts on Collection {
  id
  name
  description
  metadataSchema {
    name
    type
    description
  }
  documentCount
  chunkCount
}`) as unknown as TypedDocumentString<CreateCollectionMutation, CreateCollectionMutationVariables>;
export const DocumentTextDocument = new TypedDocumentString(`
    query DocumentText($by: DocumentBy!, $version: Int, $start: SafeInt, $end: SafeInt) {
  document(by: $by) {
    id
    version
    textLength
    text(version: $version, start: $start, end: $end)
  }
}
    `) as unknown as TypedDocumentString<DocumentTextQuery, DocumentTextQueryVariables>;
export const DeleteDocumentsDocument = new TypedDocumentString(`
    mutation DeleteDocuments($input: DeleteDocumentsInput!) {
  deleteDocuments(input: $input) {
    id
    state
    documentCount
    stores {
      store
      deleted
      verifiedAbsent
    }
  }
}
    `) as unknown as TypedDocumentString<DeleteDocumentsMutation, DeleteDocumentsMutationVariables>;
export const DeleteCollectionDocument = new TypedDocumentString(`
    mutation DeleteCollection($name: String!) {
  deleteCollection(name: $name) {
    id
    state
    documentCount
  }
}
    `) as unknown as TypedDocumentString<DeleteCollectionMutation, DeleteCollectionMutationVariables>;
export const UpdateDocumentDocument = new TypedDocumentString(`
    mutation UpdateDocument($input: UpdateDocumentInput!) {
  updateDocument(input: $input) {
    id
    externalId
    title
    metadata
    access
    version
    chunkCount
  }
}
    `) as unknown as TypedDocumentString<UpdateDocumentMutation, UpdateDocumentMutationVariables>;
export const IngestDocument = new TypedDocumentString(`
    mutation Ingest($input: IngestInput!) {
  ingest(input: $input) {
    ingestions {
      ...IngestionState
    }
  }
}
    fragment IngestionState on Ingestion {
  id
  externalId
  state
  stage
  attempts
  progress {
    chunksTotal
    chunksEmbedded
    chunksReused
    chunksIndexed
  }
  error {
    code
    message
    retryable
  }
}`) as unknown as TypedDocumentString<IngestMutation, IngestMutationVariables>;
export const CancelIngestionDocument = new TypedDocumentString(`
    mutation CancelIngestion($id: ID!) {
  cancelIngestion(id: $id) {
    ...IngestionState
  }
}
    fragment IngestionState on Ingestion {
  id
  externalId
  state
  stage
  attempts
  progress {
    chunksTotal
    chunksEmbedded
    chunksReused
    chunksIndexed
  }
  error {
    code
    message
    retryable
  }
}`) as unknown as TypedDocumentString<CancelIngestionMutation, CancelIngestionMutationVariables>;
export const RetryIngestionDocument = new TypedDocumentString(`
    mutation RetryIngestion($id: ID!) {
  retryIngestion(id: $id) {
    ...IngestionState
  }
}
    fragment IngestionState on Ingestion {
  id
  externalId
  state
  stage
  attempts
  progress {
    chunksTotal
    chunksEmbedded
    chunksReused
    chunksIndexed
  }
  error {
    code
    message
    retryable
  }
}`) as unknown as TypedDocumentString<RetryIngestionMutation, RetryIngestionMutationVariables>;
export const IngestionProgressDocument = new TypedDocumentString(`
    subscription IngestionProgress($ids: [ID!]!) {
  ingestionProgress(ids: $ids) {
    seq
    ingestion {
      ...IngestionState
    }
  }
}
    fragment IngestionState on Ingestion {
  id
  externalId
  state
  stage
  attempts
  progress {
    chunksTotal
    chunksEmbedded
    chunksReused
    chunksIndexed
  }
  error {
    code
    message
    retryable
  }
}`) as unknown as TypedDocumentString<IngestionProgressSubscription, IngestionProgressSubscriptionVariables>;
export const IngestionsDocument = new TypedDocumentString(`
    query Ingestions($collection: String, $state: IngestionState, $first: Int! = 20, $after: String) {
  ingestions(collection: $collection, state: $state, first: $first, after: $after) {
    edges {
      node {
        ...IngestionState
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
    totalCount
  }
}
    fragment IngestionState on Ingestion {
  id
  externalId
  state
  stage
  attempts
  progress {
    chunksTotal
    chunksEmbedded
    chunksReused
    chunksIndexed
  }
  error {
    code
    message
    retryable
  }
}`) as unknown as TypedDocumentString<IngestionsQuery, IngestionsQueryVariables>;
export const SearchDocument = new TypedDocumentString(`
    query Search($input: SearchInput!) {
  search(input: $input) {
    passages {
      rank
      score
      scores {
        dense
        denseRank
        keyword
        keywordRank
        fused
      }
      text
      span {
        start
        end
      }
      headingPath
      documentVersion
      document {
        id
        externalId
        title
      }
    }
    trace {
      queries
      degraded {
        step
        reason
      }
      timings {
        step
        milliseconds
      }
    }
    cache
  }
}
    `) as unknown as TypedDocumentString<SearchQuery, SearchQueryVariables>;
export const HealthDocument = new TypedDocumentString(`
    query Health {
  health {
    status
    version
    components {
      name
      status
      detail
      latencyMs
    }
  }
}
    `) as unknown as TypedDocumentString<HealthQuery, HealthQueryVariables>;
export const StatsDocument = new TypedDocumentString(`
    query Stats {
  stats {
    operation
    requests
    errors
    errorRate
    averageLatencyMs
    p50LatencyMs
    p95LatencyMs
    p99LatencyMs
  }
}
    `) as unknown as TypedDocumentString<StatsQuery, StatsQueryVariables>;