import type { Collection } from '../../domain/collection.js';
import type { DocumentBy } from '../../domain/document-by.js';
import type { Chunk, Document, DocumentState } from '../../domain/document.js';
import { BadUserInputError } from '../../domain/errors.js';
import type { ChunkId, DocumentId } from '../../domain/ids.js';
import type { Page, PageRequest } from '../../domain/page.js';
import type { Principal } from '../../domain/principal.js';
import type { Catalog } from '../../ports/catalog.js';
import { compileAccess, requireScope } from '../access/compile-access.js';
import type { CollectionService } from '../collections/collection-service.js';
import { parseFilter, type FilterInputValue } from '../filters/parse-filter.js';

interface Dependencies {
  readonly catalog: Pick<Catalog, 'documents'>;
  readonly collections: Pick<CollectionService, 'require'>;
}

/** UTF-16 code units, `end` exclusive; absent: from the beginning, to the end. */
export interface TextRange {
  readonly start?: number;
  readonly end?: number;
}

/**
 * Documents and chunks as a principal may see them: what is deleted or not visible is as if it never was.
 * Throws ForbiddenError without the scope READ, NotFoundError for a collection that does not exist.
 */
export class DocumentService {
  readonly #documents: Catalog['documents'];
  readonly #collections: Dependencies['collections'];

  constructor({ catalog, collections }: Dependencies) {
    this.#documents = catalog.documents;
    this.#collections = collections;
  }

  async find(principal: Principal, by: DocumentBy): Promise<Document | null> {
    if ('id' in by) return (await this.findByIds(principal, [by.id]))[0] ?? null;
    requireScope(principal, 'READ');
    const collection = await this.#collections.require(principal, by.externalId.collection);
    const { externalId } = by.externalId;
    return this.#documents.findByExternalId(compileAccess(principal), collection.id, externalId);
  }

  /** In the order of the ids; null for what is missing or not visible. */
  async findByIds(principal: Principal, ids: readonly DocumentId[]): Promise<readonly (Document | null)[]> {
    requireScope(principal, 'READ');
    return this.#documents.findByIds(compileAccess(principal), ids);
  }

  /** Chunks of current versions, in the order of the ids; null for what is missing or not visible. */
  async findChunks(principal: Principal, ids: readonly ChunkId[]): Promise<readonly (Chunk | null)[]> {
    requireScope(principal, 'READ');
    return this.#documents.findChunks(compileAccess(principal), ids);
  }

  /** Oldest first. Rejects with InvalidFilterError where `where` does not fit the collection. */
  async list(
    principal: Principal,
    collection: Collection,
    query: PageRequest & { readonly state: DocumentState | null; readonly where: FilterInputValue | null },
  ): Promise<Page<Document>> {
    requireScope(principal, 'READ');
    const where = query.where === null ? null : parseFilter(query.where, collection.metadataSchema);
    return this.#documents.list(compileAccess(principal), collection.id, { ...query, where });
  }

  /** Of the current version, in the order of the text. */
  async chunksOf(principal: Principal, documentId: DocumentId, page: PageRequest): Promise<Page<Chunk>> {
    requireScope(principal, 'READ');
    return this.#documents.chunksOf(compileAccess(principal), documentId, page);
  }

  /**
   * The extracted text of a version (null: the current one), or the part of it in `range`, which may reach
   * beyond its end; null where there is none any more. Rejects with BadUserInputError for an impossible range.
   */
  async text(
    principal: Principal,
    documentId: DocumentId,
    version: number | null,
    range: TextRange = {},
  ): Promise<string | null> {
    requireScope(principal, 'READ');
    const { start, end } = checkRange(range);
    const text = await this.#documents.text(compileAccess(principal), documentId, version);
    return text === null ? null : text.slice(start, end);
  }

  /** Their ids, each once, in the order of `by`; missing and invisible documents are left out. */
  async resolve(principal: Principal, by: readonly DocumentBy[]): Promise<readonly DocumentId[]> {
    requireScope(principal, 'READ');
    const ids = by.flatMap((each) => ('id' in each ? [each.id] : []));
    const byId = new Map(
      (await this.findByIds(principal, ids)).map((document, place) => [ids[place], document]),
    );
    const found = await Promise.all(
      by.map((each) => ('id' in each ? Promise.resolve(byId.get(each.id)) : this.find(principal, each))),
    );
    return [...new Set(found.flatMap((document) => (document ? [document.id] : [])))];
  }

  /** Ids of all that match, in no order. Rejects with InvalidFilterError where `where` does not fit. */
  async idsWhere(
    principal: Principal,
    collectionName: string,
    where: FilterInputValue,
  ): Promise<readonly DocumentId[]> {
    requireScope(principal, 'READ');
    const { id, metadataSchema } = await this.#collections.require(principal, collectionName);
    return this.#documents.idsWhere(compileAccess(principal), id, parseFilter(where, metadataSchema));
  }
}

function checkRange({ start = 0, end = Number.MAX_SAFE_INTEGER }: TextRange): Required<TextRange> {
  if (!Number.isSafeInteger(start) || start < 0) {
    throw new BadUserInputError('start', `must be a whole number from 0, not ${start}`);
  }
  if (!Number.isSafeInteger(end) || end < start) {
    throw new BadUserInputError('end', `must be a whole number from start (${start}), not ${end}`);
  }
  return { start, end };
}
