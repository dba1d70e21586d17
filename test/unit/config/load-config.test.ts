import { describe, expect, it } from '@jest/globals';

import { ConfigError } from '../../../src/config/config-error.js';
import { loadConfig } from '../../../src/config/load-config.js';
import { loadSettings, type LoadOptions } from '../../../src/config/load-settings.js';

const noFile: LoadOptions = { cwd: '/somewhere', readFile: () => null, cores: 4, terminal: false };

function withFile(text: string): LoadOptions {
  return { ...noFile, readFile: (path) => (path === '/somewhere/.env' ? text : null) };
}

function problemsOf(environment: Record<string, string>, options = noFile): ConfigError {
  try {
    loadConfig(environment, options);
  } catch (error) {
    if (error instanceof ConfigError) return error;
    throw error;
  }
  throw new Error('the configuration was accepted');
}

describe('loadConfig', () => {
  it('has the documented defaults', () => {
    const config = loadConfig({}, noFile);
    expect(config.server).toEqual({
      host: '127.0.0.1',
      port: 8080,
      corsOrigins: [],
      introspection: true,
    });
    expect(config.data).toEqual({ folder: '/somewhere/data', versionsKept: 10 });
    expect(config.index.kind).toBe('embedded');
    expect(config.embedding).toMatchObject({ provider: 'local', dimensions: 384, threads: 3 });
    expect(config.languageModel).toMatchObject({ provider: 'extractive', maxContextTokens: 4000 });
    expect(config.retrieval).toEqual({ topK: 5, minScore: 0 });
    expect(config.cache).toEqual({ enabled: true, ttlSeconds: 3600 });
    expect(config.runs).toEqual({ timeoutMs: 60000, graceMs: 30000, logTtlSeconds: 3600 });
    expect(config.limits.documentBytes).toBe(52428800);
    expect(config.limits.documentChars).toBe(20000000);
    expect(config.logging).toEqual({ level: 'info', format: 'json', destination: 'stdout' });
  });

  it('leaves one thread to a machine with one core', () => {
    expect(loadConfig({}, { ...noFile, cores: 1 }).embedding.threads).toBe(1);
  });

  it('logs for people on a terminal', () => {
    expect(loadConfig({}, { ...noFile, terminal: true }).logging.format).toBe('pretty');
  });

  it('is frozen through and through', () => {
    const config = loadConfig({ CORS_ORIGINS: 'https://example.org' }, noFile);
    expect(Object.isFrozen(config)).toBe(true);
    expect(Object.isFrozen(config.server)).toBe(true);
    expect(Object.isFrozen(config.server.corsOrigins)).toBe(true);
  });

  it('reads .env, and the real environment over it', () => {
    const file = withFile('PORT=1000\n# a comment\nRETRIEVAL_K="7"\n');
    const config = loadConfig({ PORT: '2000' }, file);
    expect(config.server.port).toBe(2000);
    expect(config.retrieval.topK).toBe(7);
  });

  it('takes an empty value for an unset one', () => {
    expect(loadConfig({ PORT: '', LLM_BASE_URL: ' ' }, noFile).server.port).toBe(8080);
  });

  it.each([
    ['50 MiB', 50 * 1024 ** 2],
    ['1 GB', 1e9],
    ['1024', 1024],
    ['1.5 KiB', 1536],
  ])('reads the size %s', (size, bytes) => {
    expect(loadConfig({ MAX_UPLOAD_BYTES: size }, noFile).limits.documentBytes).toBe(bytes);
  });

  it('reads counts with a word or underscores', () => {
    expect(loadConfig({ MAX_DOCUMENT_CHARS: '3 million' }, noFile).limits.documentChars).toBe(3_000_000);
    expect(loadConfig({ MAX_DOCUMENT_CHARS: '3_000' }, noFile).limits.documentChars).toBe(3000);
  });

  it('resolves DATA_DIR from the working directory', () => {
    expect(loadConfig({ DATA_DIR: 'there' }, noFile).data.folder).toBe('/somewhere/there');
    expect(loadConfig({ DATA_DIR: '/elsewhere' }, noFile).data.folder).toBe('/elsewhere');
  });

  it('turns introspection off in production, unless told otherwise', () => {
    expect(loadConfig({ NODE_ENV: 'production' }, noFile).server.introspection).toBe(false);
    const told = loadConfig({ NODE_ENV: 'production', INTROSPECTION: 'true' }, noFile);
    expect(told.server.introspection).toBe(true);
  });

  it('uses a model by its key or its address, and none without', () => {
    expect(loadConfig({ OPENAI_API_KEY: 'k' }, noFile).languageModel.provider).toBe('openai');
    const own = loadConfig({ LLM_BASE_URL: 'http://127.0.0.1:11434/v1/', LLM_MODEL: 'llama' }, noFile);
    expect(own.languageModel).toMatchObject({
      provider: 'openai',
      baseUrl: 'http://127.0.0.1:11434/v1',
      model: 'llama',
      apiKey: null,
    });
    const extractive = loadConfig({ OPENAI_API_KEY: 'k', LLM_PROVIDER: 'extractive' }, noFile);
    expect(extractive.languageModel.provider).toBe('extractive');
  });
});

describe('a bad configuration', () => {
  it('lists every bad key, what it was and what it may be, one to a line', () => {
    const { message } = problemsOf({ PORT: 'eighty', RETRIEVAL_K: '101', CACHE_ENABLED: 'yes' });
    expect(message.split('\n')).toEqual([
      'PORT is "eighty": it may be an integer from 0 to 65535',
      'RETRIEVAL_K is "101": it may be an integer from 1 to 100',
      'CACHE_ENABLED is "yes": it may be true or false',
    ]);
  });

  it('refuses an open host without authentication', () => {
    expect(problemsOf({ HOST: '0.0.0.0' }).message).toMatch(/^HOST is "0.0.0.0": .*ALLOW_OPEN_SERVER=true/);
    const open = loadConfig({ HOST: '0.0.0.0', ALLOW_OPEN_SERVER: 'true' }, noFile);
    expect(open.server.host).toBe('0.0.0.0');
  });

  it.each(['127.0.0.1', '127.0.1.1', '::1', 'localhost'])('takes %s for loopback', (host) => {
    expect(loadConfig({ HOST: host }, noFile).server.host).toBe(host);
  });

  it('tells the open host beside other bad keys', () => {
    const keys = problemsOf({ HOST: '0.0.0.0', PORT: '-1' }).problems.map(({ key }) => key);
    expect(keys).toEqual(['PORT', 'HOST']);
  });

  it.each([
    ['VECTOR_STORE', 'weaviate'],
    ['AUTH_MODE', 'keys'],
    ['CATALOG_URL', 'postgres://localhost/groundql'],
    ['REDIS_URL', 'redis://localhost'],
    ['BLOB_STORE', 's3://bucket'],
    ['RERANKER', 'cross-encoder'],
    ['EMBEDDING_PROVIDER', 'openai'],
    ['LLM_PROVIDER', 'anthropic'],
    ['LLM_FALLBACKS', 'openai:gpt-4o'],
    ['DAILY_COST_CAP', '10'],
    ['TRUSTED_DOCUMENTS_ONLY', 'true'],
  ])('refuses %s=%s, which is not built yet, in one line', (key, value) => {
    const { message } = problemsOf({ [key]: value });
    expect(message).toMatch(new RegExp(`^${key}.*not built yet`));
    expect(message.split('\n')).toHaveLength(1);
  });

  it('says otherwise of a word nobody planned', () => {
    expect(problemsOf({ VECTOR_STORE: 'shoebox' }).message).toBe(
      'VECTOR_STORE is "shoebox": it may be embedded or memory',
    );
  });

  it('refuses OpenAI with neither key nor address', () => {
    expect(problemsOf({ LLM_PROVIDER: 'openai' }).message).toMatch(/^OPENAI_API_KEY: needed by/);
  });

  it('never shows a secret, nor a password within a URL', () => {
    const secrets = { CATALOG_URL: 'postgres://u:hunter2@h/d', LLM_BASE_URL: 'ftp://u:hunter3@h' };
    const { message } = problemsOf(secrets);
    expect(message).not.toMatch(/hunter/);
    expect(message.split('\n')).toHaveLength(2);
  });

  it('asks after a key of .env that looks like a slip, and lets other programs’ keys be', () => {
    expect(problemsOf({}, withFile('RETRIVAL_K=3\nSOMETHING_ELSE=1')).message).toBe(
      'RETRIVAL_K: no such key (.env); did you mean RETRIEVAL_K?',
    );
    expect(loadConfig({ RETRIVAL_K: '3' }, noFile).retrieval.topK).toBe(5);
  });
});

describe('a key whose feature comes later', () => {
  it('is told to have no effect, and is not refused', () => {
    const { notices } = loadSettings({ RATE_LIMIT_PER_MINUTE: '10' }, noFile);
    expect(notices).toEqual(['RATE_LIMIT_PER_MINUTE has no effect: rate limits are not built yet']);
    expect(loadSettings({}, noFile).notices).toEqual([]);
  });
});
