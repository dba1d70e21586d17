import type { Config } from './config.js';
import { loadSettings, type LoadOptions } from './load-settings.js';
import type { Settings } from './settings.js';

/**
 * The configuration in force, frozen through and through.
 * Throws ConfigError, which lists every bad key, what it was and what it may be.
 */
export function loadConfig(
  environment: Readonly<Record<string, string | undefined>>,
  options: LoadOptions,
): Config {
  return configFrom(loadSettings(environment, options).settings);
}

/** The flat settings as the sections that the parts of the server take. */
export function configFrom(settings: Settings): Config {
  return deepFreeze({
    server: {
      host: settings.HOST,
      port: settings.PORT,
      corsOrigins: settings.CORS_ORIGINS,
      introspection: settings.INTROSPECTION,
    },
    data: { folder: settings.DATA_DIR, versionsKept: settings.VERSIONS_KEPT },
    index: { kind: settings.VECTOR_STORE },
    embedding: {
      provider: settings.EMBEDDING_PROVIDER,
      model: settings.EMBEDDING_MODEL,
      dimensions: Number(settings.EMBEDDING_DIMENSIONS),
      threads: settings.EMBEDDING_THREADS,
    },
    languageModel: languageModelFrom(settings),
    retrieval: { topK: settings.RETRIEVAL_K, minScore: settings.MIN_RELEVANCE_SCORE },
    cache: {
      enabled: settings.CACHE_ENABLED,
      ttlSeconds: settings.CACHE_TTL_SECONDS,
    },
    runs: {
      timeoutMs: settings.REQUEST_TIMEOUT_MS,
      graceMs: settings.RUN_GRACE_MS,
      logTtlSeconds: settings.RUN_LOG_TTL_SECONDS,
    },
    limits: {
      queryDepth: settings.MAX_QUERY_DEPTH,
      documentBytes: settings.MAX_UPLOAD_BYTES,
      documentChars: settings.MAX_DOCUMENT_CHARS,
    },
    logging: { level: settings.LOG_LEVEL, format: settings.LOG_FORMAT, destination: 'stdout' },
  });
}

function languageModelFrom(settings: Settings): Config['languageModel'] {
  return {
    provider: settings.LLM_PROVIDER,
    model: settings.LLM_MODEL,
    temperature: settings.LLM_TEMPERATURE,
    baseUrl: settings.LLM_BASE_URL,
    apiKey: settings.OPENAI_API_KEY,
    maxContextTokens: settings.MAX_CONTEXT_TOKENS,
  };
}

function deepFreeze<Value extends object>(value: Value): Value {
  for (const inner of Object.values(value)) {
    if (typeof inner === 'object' && inner !== null) deepFreeze(inner as object);
  }
  return Object.freeze(value);
}
