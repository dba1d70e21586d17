import { readFile } from 'node:fs/promises';

import {
  IngestDocument,
  IngestionProgressDocument,
  type IngestionProgressSubscription,
} from '../generated/graphql.js';
import type { ApiClient } from './api-client.js';
import { ApiError } from './api-error.js';
import type { SourceFile } from './find-files.js';
import { inBatches } from './in-batches.js';

export interface IngestTarget {
  readonly collection: string;
  readonly metadata: Readonly<Record<string, unknown>>;
}

/** Where one file's ingestion stands. */
export interface FileProgress {
  readonly file: SourceFile;
  readonly state: 'WAITING' | 'RUNNING' | 'SUCCEEDED' | 'UNCHANGED' | 'FAILED';
  readonly chunksTotal: number;
  readonly chunksDone: number;
  /** Why it failed, in a sentence. */
  readonly reason: string | null;
}

type Watched = IngestionProgressSubscription['ingestionProgress']['ingestion'];

/**
 * Sends the files and follows their ingestions to the end. Yields a file's progress whenever it changed;
 * each file's last one is SUCCEEDED, UNCHANGED or FAILED. A file that cannot be read is FAILED, the others
 * go on. Throws ApiError where the server refuses the lot.
 */
export async function* ingestFiles(
  api: ApiClient,
  files: readonly SourceFile[],
  target: IngestTarget,
  signal: AbortSignal,
): AsyncGenerator<FileProgress> {
  const accepted = new Map<string, SourceFile>();
  for (const batch of inBatches(files)) {
    for await (const { file, outcome } of send(api, batch, target, signal)) {
      if ('ingestionId' in outcome) accepted.set(outcome.ingestionId, file);
      else yield failed(file, outcome.reason);
    }
  }
  for (const ids of pages([...accepted.keys()], mostIdsFollowed)) {
    yield* follow(api, ids, accepted, signal);
  }
}

/** How many ingestions one subscription follows. */
const mostIdsFollowed = 100;

interface Sent {
  readonly file: SourceFile;
  readonly outcome: { readonly ingestionId: string } | { readonly reason: string };
}

async function* send(
  api: ApiClient,
  batch: readonly SourceFile[],
  target: IngestTarget,
  signal: AbortSignal,
): AsyncGenerator<Sent> {
  const readings = await Promise.all(batch.map(async (file) => ({ file, ...(await read(file)) })));
  for (const { file, reason } of readings) if (reason !== null) yield { file, outcome: { reason } };
  const readable = readings.flatMap(({ file, base64 }) => (base64 === null ? [] : [{ file, base64 }]));
  if (readable.length === 0) return;
  const documents = readable.map(({ file, base64 }) => ({
    externalId: file.externalId,
    metadata: target.metadata,
    source: { base64 },
  }));
  try {
    const input = { collection: target.collection, documents };
    const { ingest } = await api.request(IngestDocument, { input }, signal);
    for (const [index, { id }] of ingest.ingestions.entries()) {
      const file = readable[index]?.file;
      if (file !== undefined) yield { file, outcome: { ingestionId: id } };
    }
  } catch (error) {
    if (!(error instanceof ApiError) || error.code !== 'PAYLOAD_TOO_LARGE') throw error;
    for (const { file } of readable) yield { file, outcome: { reason: error.message } };
  }
}

async function read(file: SourceFile): Promise<{ base64: string | null; reason: string | null }> {
  try {
    return { base64: (await readFile(file.path)).toString('base64'), reason: null };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return { base64: null, reason: `the file cannot be read (${code ?? String(error)})` };
  }
}

async function* follow(
  api: ApiClient,
  ids: readonly string[],
  files: ReadonlyMap<string, SourceFile>,
  signal: AbortSignal,
): AsyncGenerator<FileProgress> {
  const events = api.subscribe(IngestionProgressDocument, { ids: [...ids] }, signal);
  for await (const { ingestionProgress } of events) {
    const file = files.get(ingestionProgress.ingestion.id);
    if (file !== undefined) yield progressOf(file, ingestionProgress.ingestion);
  }
}

function progressOf(file: SourceFile, { state, progress, error }: Watched): FileProgress {
  return {
    file,
    state: state === 'QUEUED' ? 'WAITING' : state === 'CANCELLED' ? 'FAILED' : state,
    chunksTotal: progress.chunksTotal,
    chunksDone: progress.chunksEmbedded + progress.chunksReused,
    reason: error?.message ?? (state === 'CANCELLED' ? 'its ingestion was cancelled' : null),
  };
}

function failed(file: SourceFile, reason: string): FileProgress {
  return { file, state: 'FAILED', chunksTotal: 0, chunksDone: 0, reason };
}

function pages<Item>(items: readonly Item[], size: number): readonly (readonly Item[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, page) =>
    items.slice(page * size, (page + 1) * size),
  );
}
