import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';

import { SystemClock } from '../adapters/clock/system-clock.js';
import { TimeOrderedIds } from '../adapters/clock/time-ordered-ids.js';
import { ExtractiveLanguageModel } from '../adapters/extractive/extractive-language-model.js';
import { FolderBlobStore } from '../adapters/files/folder-blob-store.js';
import { createLanceIndex } from '../adapters/lancedb/create-lance-index.js';
import { IsolatedLoader } from '../adapters/loaders/isolated-loader.js';
import { MemoryCache } from '../adapters/memory/memory-cache.js';
import { MemoryIndex } from '../adapters/memory/memory-index.js';
import { MemoryRunLog } from '../adapters/memory/memory-run-log.js';
import { MemorySignals } from '../adapters/memory/memory-signals.js';
import { createLocalEmbedder } from '../adapters/onnx/local-embedder.js';
import { OpenAILanguageModel } from '../adapters/openai/openai-language-model.js';
import { createPinoLogger } from '../adapters/pino/create-pino-logger.js';
import { createSqliteCatalog } from '../adapters/sqlite/create-sqlite-catalog.js';
import type { Config } from '../config/config.js';
import type { BlobStore } from '../ports/blob-store.js';
import type { Cache } from '../ports/cache.js';
import type { Catalog } from '../ports/catalog.js';
import type { Clock } from '../ports/clock.js';
import type { DocumentLoader } from '../ports/document-loader.js';
import type { Embedder } from '../ports/embedder.js';
import type { IdSource } from '../ports/id-source.js';
import type { LanguageModel } from '../ports/language-model.js';
import type { Logger } from '../ports/logger.js';
import type { RunLog } from '../ports/run-log.js';
import type { SearchIndex } from '../ports/search-index.js';
import type { Signals } from '../ports/signals.js';
import { splitSentences } from '../services/text-analysis/split-sentences.js';

/** One of each port, as the configuration chooses. */
export interface Adapters {
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly logger: Logger;
  readonly signals: Signals;
  readonly catalog: Catalog;
  readonly blobs: BlobStore;
  readonly index: SearchIndex;
  readonly embedder: Embedder;
  readonly loader: DocumentLoader;
  readonly languageModel: LanguageModel;
  readonly cache: Cache;
  readonly runLog: RunLog;
}

/** Adapters given instead of those the configuration would choose; `decorate` wraps what was chosen. */
export interface AdapterOverrides extends Partial<Adapters> {
  readonly decorate?: { readonly [Port in keyof Adapters]?: (adapter: Adapters[Port]) => Adapters[Port] };
}

export interface OpenAdapters {
  readonly adapters: Adapters;
  /** Closes what holds threads, files or sockets; last opened first. */
  close(): Promise<void>;
}

/** Opens the stores in `folder`, the data folder that this process holds. */
export async function openAdapters(
  config: Config,
  overrides: AdapterOverrides,
  folder: string,
): Promise<OpenAdapters> {
  const clock = overrides.clock ?? new SystemClock();
  const logger = overrides.logger ?? createPinoLogger(config.logging);
  const catalog = overrides.catalog ?? (await openCatalog(config, folder));
  const index = overrides.index ?? (await openIndex(config, folder, { clock, logger }));
  const embedder = overrides.embedder ?? (await openEmbedder(config, folder, logger));
  const isolatedLoader = new IsolatedLoader({
    clock,
    maxCharacters: config.limits.documentChars,
    ...loadingLimits,
  });
  const adapters: Adapters = {
    clock,
    logger,
    catalog,
    index,
    embedder,
    ids: overrides.ids ?? new TimeOrderedIds({ clock }),
    signals: overrides.signals ?? new MemorySignals(),
    blobs: overrides.blobs ?? (await FolderBlobStore.open({ folder: join(folder, 'blobs') })),
    loader: overrides.loader ?? isolatedLoader,
    languageModel: overrides.languageModel ?? createLanguageModel(config, embedder),
    cache: overrides.cache ?? new MemoryCache({ clock, ...cacheBounds }),
    runLog: overrides.runLog ?? new MemoryRunLog({ clock, ttlSeconds: config.runs.logTtlSeconds, maxRuns }),
  };
  const close = async (): Promise<void> => {
    for (const opened of [isolatedLoader, embedder, index, catalog]) await opened.close();
  };
  return { adapters: decorated(adapters, overrides.decorate ?? {}), close };
}

const loadingLimits = { processes: 2, timeLimitMs: 60_000, memoryLimitMb: 512 };
const cacheBounds = { maxEntries: 10_000, maxBytes: 64 * 1024 * 1024 };
const maxRuns = 10_000;

function openCatalog({ data }: Config, folder: string): Promise<Catalog> {
  return createSqliteCatalog({ file: join(folder, 'catalog.sqlite'), versionsKept: data.versionsKept });
}

function openIndex(
  { index }: Config,
  folder: string,
  shared: { readonly clock: Clock; readonly logger: Logger },
): Promise<SearchIndex> | SearchIndex {
  const open = {
    embedded: () => createLanceIndex({ folder: join(folder, 'index'), ...shared }),
    memory: () => new MemoryIndex(),
  } satisfies Record<Config['index']['kind'], () => Promise<SearchIndex> | SearchIndex>;
  return open[index.kind]();
}

async function openEmbedder({ embedding }: Config, folder: string, logger: Logger): Promise<Embedder> {
  const cacheFolder = join(folder, 'models');
  await mkdir(cacheFolder, { recursive: true });
  return createLocalEmbedder({ threads: embedding.threads, cacheFolder, logger });
}

function createLanguageModel({ languageModel }: Config, embedder: Embedder): LanguageModel {
  const create = {
    extractive: () => new ExtractiveLanguageModel({ embedder, splitSentences }),
    openai: () =>
      new OpenAILanguageModel({
        apiKey: languageModel.apiKey,
        baseURL: languageModel.baseUrl,
        model: languageModel.model,
        temperature: languageModel.temperature,
      }),
  } satisfies Record<Config['languageModel']['provider'], () => LanguageModel>;
  return create[languageModel.provider]();
}

function decorated(adapters: Adapters, decorators: NonNullable<AdapterOverrides['decorate']>): Adapters {
  const wrap = <Port extends keyof Adapters>(port: Port): Adapters[Port] =>
    decorators[port]?.(adapters[port]) ?? adapters[port];
  return {
    clock: wrap('clock'),
    ids: wrap('ids'),
    logger: wrap('logger'),
    signals: wrap('signals'),
    catalog: wrap('catalog'),
    blobs: wrap('blobs'),
    index: wrap('index'),
    embedder: wrap('embedder'),
    loader: wrap('loader'),
    languageModel: wrap('languageModel'),
    cache: wrap('cache'),
    runLog: wrap('runLog'),
  };
}
