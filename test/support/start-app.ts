import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { HashingEmbedder } from '../../src/adapters/hashing/hashing-embedder.js';
import { createApp } from '../../src/app.js';
import { loadConfig } from '../../src/config/load-config.js';
import type { TypedDocumentString } from '../../src/generated/graphql.js';
import { post } from './api.js';
import { RecordingLogger } from './recording-logger.js';

export interface RunningApp {
  readonly url: string;
  readonly logger: RecordingLogger;
  /** The data of a typed operation; throws where the answer has errors. */
  ask<Data, Variables extends object>(
    operation: TypedDocumentString<Data, Variables>,
    variables: Variables,
  ): Promise<Data>;
  /** The whole answer to any query. */
  raw(query: string, variables?: object): Promise<RawAnswer>;
  stop(): Promise<void>;
}

export interface RawAnswer {
  readonly data?: unknown;
  readonly errors?: readonly {
    readonly message: string;
    readonly path?: readonly (string | number)[];
    readonly extensions: Readonly<Record<string, unknown>>;
  }[];
}

/** The whole server on a data folder of its own, the index in memory, words hashed in place of a model. */
export async function startApp(environment: Readonly<Record<string, string>> = {}): Promise<RunningApp> {
  const folder = await mkdtemp(join(tmpdir(), 'groundql-app-'));
  const settings = { DATA_DIR: folder, PORT: '0', VECTOR_STORE: 'memory', ...environment };
  const logger = new RecordingLogger();
  const app = await createApp(loadConfig(settings, { cwd: folder }), {
    embedder: new HashingEmbedder(),
    logger,
  });
  const { url } = await app.start();
  return {
    url,
    logger,
    ask: (operation, variables) => post(url, operation.toString(), variables),
    async raw(query, variables = {}) {
      const response = await fetch(`${url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query, variables }),
      });
      return (await response.json()) as RawAnswer;
    },
    async stop() {
      await app.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
