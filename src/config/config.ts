/** The effective configuration: defaults filled in, frozen. Sections are handed inward as plain values. */
export interface Config {
  readonly server: ServerConfig;
  readonly data: DataConfig;
  readonly index: IndexConfig;
  readonly embedding: EmbeddingConfig;
  readonly languageModel: LanguageModelConfig;
  readonly retrieval: RetrievalConfig;
  readonly cache: CacheConfig;
  readonly runs: RunsConfig;
  readonly limits: LimitsConfig;
  readonly logging: LoggingConfig;
}

export interface ServerConfig {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** Origins besides the server's own that may call it from a browser, WebSockets included. */
  readonly corsOrigins: readonly string[];
  readonly introspection: boolean;
}

export interface DataConfig {
  /** Absolute path of the folder that keeps everything. */
  readonly folder: string;
  /** Earlier versions of a document whose text stays readable. */
  readonly versionsKept: number;
}

export interface IndexConfig {
  readonly kind: 'embedded' | 'memory';
}

export interface EmbeddingConfig {
  readonly provider: 'local';
  readonly model: string;
  readonly dimensions: number;
  readonly threads: number;
}

export interface LanguageModelConfig {
  readonly provider: 'openai' | 'extractive';
  readonly model: string;
  readonly temperature: number;
  /** Null: the provider's own address. */
  readonly baseUrl: string | null;
  readonly apiKey: string | null;
  readonly maxContextTokens: number;
}

export interface RetrievalConfig {
  /** What an absent `topK` means, 1 to 100. */
  readonly topK: number;
  /** What an absent `minScore` means, 0 to 1. */
  readonly minScore: number;
}

export interface CacheConfig {
  readonly enabled: boolean;
  readonly ttlSeconds: number;
}

export interface RunsConfig {
  readonly timeoutMs: number;
  /** How long a run goes on with no follower. */
  readonly graceMs: number;
  readonly logTtlSeconds: number;
}

export interface LimitsConfig {
  readonly queryDepth: number;
  readonly documentBytes: number;
  readonly documentChars: number;
}

export interface LoggingConfig {
  readonly level: LogLevel;
  readonly format: 'pretty' | 'json';
  readonly destination: 'stdout' | 'stderr';
}

export const logLevels = ['debug', 'info', 'warn', 'error', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];
