import { z } from 'zod';

import { logLevels } from './config.js';
import {
  byteSize,
  choice,
  count,
  flag,
  folder,
  httpUrl,
  integer,
  notBuilt,
  notBuiltUnless,
  number,
  origins,
  text,
} from './setting-parsers.js';

/** What the machine and the call decide about defaults. */
export interface Surroundings {
  readonly cwd: string;
  readonly cores: number;
  /** Whether a person reads standard output. */
  readonly terminal: boolean;
}

/** Environment variables by name; an empty one counts as unset. */
export type Variables = Readonly<Record<string, string>>;

/** Every key, flat and under its own name, with its default. The meanings are in docs/configuration.md. */
export function settingsSchema(variables: Variables, { cwd, cores, terminal }: Surroundings) {
  return z.object({
    HOST: text().default('127.0.0.1'),
    PORT: integer(0, 65535).default(8080),
    ALLOW_OPEN_SERVER: flag().default(false),
    CORS_ORIGINS: origins().default([]),
    INTROSPECTION: flag().default(variables['NODE_ENV'] !== 'production'),
    AUTH_MODE: choice(['none'], ['keys', 'jwt', 'keys,jwt']).default('none'),

    DATA_DIR: folder(cwd).default(folder(cwd).parse('data')),
    CATALOG_URL: optional(notBuilt('a PostgreSQL catalog is')),
    BLOB_STORE: optional(notBuilt('another blob store than the data folder is')),
    REDIS_URL: optional(notBuilt('Redis is')),
    VERSIONS_KEPT: integer(0, 1_000_000).default(10),
    VECTOR_STORE: choice(['embedded', 'memory'], ['weaviate', 'qdrant', 'pinecone']).default('embedded'),

    EMBEDDING_PROVIDER: choice(['local'], ['openai']).default('local'),
    EMBEDDING_MODEL: choice(['all-MiniLM-L6-v2']).default('all-MiniLM-L6-v2'),
    EMBEDDING_DIMENSIONS: choice(['384']).default('384'),
    EMBEDDING_THREADS: integer(1, 256).default(Math.max(1, cores - 1)),

    LLM_PROVIDER: choice(['openai', 'extractive'], ['anthropic', 'gguf']).default(likelyProvider(variables)),
    LLM_MODEL: text().default('gpt-4o-mini'),
    LLM_TEMPERATURE: number(0, 2).default(0),
    LLM_BASE_URL: optional(httpUrl()),
    OPENAI_API_KEY: optional(text()),
    LLM_FALLBACKS: optional(notBuilt('fallback models are')),
    MAX_CONTEXT_TOKENS: integer(100, 1_000_000).default(4000),

    RERANKER: choice(['none'], ['late-interaction', 'cross-encoder', 'cohere', 'llm']).default('none'),
    RETRIEVAL_K: integer(1, 100).default(5),
    MIN_RELEVANCE_SCORE: number(0, 1).default(0),

    CACHE_ENABLED: flag().default(true),
    CACHE_TTL_SECONDS: integer(1).default(3600),

    REQUEST_TIMEOUT_MS: integer(1).default(60_000),
    RUN_GRACE_MS: integer(0).default(30_000),
    RUN_LOG_TTL_SECONDS: integer(1).default(3600),

    MAX_QUERY_DEPTH: integer(1, 1000).default(12),
    MAX_UPLOAD_BYTES: byteSize(1, 1024 ** 3).default(50 * 1024 ** 2),
    MAX_DOCUMENT_CHARS: count(1, 200_000_000).default(20_000_000),
    TRUSTED_DOCUMENTS_ONLY: notBuiltUnless('false', 'trusted documents are').default('false'),
    DAILY_TOKEN_CAP: optional(notBuilt('spending caps are')),
    DAILY_COST_CAP: optional(notBuilt('spending caps are')),

    LOG_LEVEL: choice(logLevels).default('info'),
    LOG_FORMAT: choice(['pretty', 'json']).default(terminal ? 'pretty' : 'json'),
  });
}

export type Settings = z.output<ReturnType<typeof settingsSchema>>;
export type SettingKey = keyof Settings;

/** Values never shown, not even where they are wrong. */
export const secretKeys: ReadonlySet<string> = new Set([
  'OPENAI_API_KEY',
  'ANTHROPIC_API_KEY',
  'COHERE_API_KEY',
  'VECTOR_STORE_API_KEY',
  'ADMIN_API_KEY',
  'CATALOG_URL',
  'REDIS_URL',
]);

/** Keys that have no effect until the feature named here is built; setting one is told, not refused. */
export const keysWithoutEffect: Readonly<Record<string, string>> = {
  ANTHROPIC_API_KEY: 'Anthropic’s models are',
  COHERE_API_KEY: 'Cohere’s rerankers are',
  VECTOR_STORE_URL: 'vector databases are',
  VECTOR_STORE_GRPC_URL: 'vector databases are',
  VECTOR_STORE_API_KEY: 'vector databases are',
  EMBEDDING_BASE_URL: 'embedding by another server is',
  RERANKER_MODEL: 'reranking is',
  RERANK_DEPTH: 'reranking is',
  ADMIN_API_KEY: 'API keys are',
  JWT_JWKS_URL: 'JSON web tokens are',
  JWT_ISSUER: 'JSON web tokens are',
  JWT_AUDIENCE: 'JSON web tokens are',
  EMBEDDING_BATCH_SIZE: 'embedding by another server is',
  EMBEDDING_CACHE_TTL_SECONDS: 'a cache of embeddings is',
  LLM_PRICES: 'the cost of answers is',
  CONCURRENT_REQUESTS: 'a queue for calls to a model is',
  RATE_LIMIT_PER_MINUTE: 'rate limits are',
  MAX_QUERY_COST: 'pricing queries is',
  TRUST_PROXY: 'trusting proxies is',
  ALLOWED_SOURCE_HOSTS: 'ingesting from a URL is',
  OTEL_EXPORTER_OTLP_ENDPOINT: 'tracing is',
};

/** OpenAI's API where there is a key or an address for it, else answers from the sources' own sentences. */
function likelyProvider(variables: Variables): 'openai' | 'extractive' {
  const reachable = variables['OPENAI_API_KEY'] !== undefined || variables['LLM_BASE_URL'] !== undefined;
  return reachable ? 'openai' : 'extractive';
}

function optional<Schema extends z.ZodType>(schema: Schema) {
  return schema.nullable().default(null);
}
