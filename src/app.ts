import { openDataFolder, readOwner } from './adapters/files/data-folder.js';
import { buildServices } from './app/build-services.js';
import { openAdapters, type AdapterOverrides } from './app/open-adapters.js';
import { readVersion } from './app/read-version.js';
import type { Config } from './config/config.js';
import { createServer } from './server/create-server.js';

export interface App {
  /** Resolves once it listens; work that a crash left behind has been taken up by then. */
  start(): Promise<{ readonly url: string; readonly port: number }>;
  /** Ordered: no new requests, streams told, leases released, stores closed. Idempotent. */
  stop(): Promise<void>;
  /** Rebuilds the index of a collection of the default tenant, or of all (null), from the catalog; resolves to the number of chunks. */
  reindex(collection: string | null, report: (name: string, chunks: number) => void): Promise<number>;
}

/**
 * Everything, wired: the data folder held, the stores open. Rejects with DataFolderInUseError,
 * DataFolderUnusableError or UnavailableError, having closed again what it had opened.
 */
export async function createApp(config: Config, overrides: AdapterOverrides = {}): Promise<App> {
  const dataFolder = await openDataFolder(config.data.folder);
  const opened = await openAdapters(config, overrides, dataFolder.path).catch(async (error: unknown) => {
    await dataFolder.close();
    throw error;
  });
  const version = await readVersion();
  const { adapters } = opened;
  const { services, background } = buildServices(config, adapters, version);
  const { projector, worker, deletion, answers } = background;
  const server = createServer({
    services,
    logger: adapters.logger,
    clock: adapters.clock,
    version,
    host: config.server.host,
    port: config.server.port,
    introspection: config.server.introspection,
    corsOrigins: config.server.corsOrigins,
    maxDepth: config.limits.queryDepth,
    maxDocumentBytes: config.limits.documentBytes,
  });

  const start: App['start'] = async () => {
    // The data folder's lock says that no other process has this catalog: whoever held a lease is dead.
    await adapters.catalog.ingestions.expireLeases();
    await projector.start();
    worker.start();
    deletion.start();
    const address = await server.start();
    await dataFolder.announce(address.url);
    // Loads the model while nobody waits for it; whether it could be loaded is for `health` to tell.
    adapters.embedder.check().catch((error: unknown) => {
      if (stopping === null) adapters.logger.warn({ error }, 'the embedder does not answer');
    });
    return address;
  };

  const stopOnce = async (): Promise<void> => {
    await answers.stop();
    await server.stop();
    await worker.stop();
    await deletion.stop();
    await projector.stop();
    await opened.close();
    await dataFolder.close();
  };
  let stopping: Promise<void> | null = null;

  return {
    start,
    stop: () => (stopping ??= stopOnce()),
    reindex: async (name, report) => {
      let total = 0;
      for (const collection of await adapters.catalog.collections.all()) {
        if (name !== null && collection.name !== name) continue;
        const chunks = await projector.rebuild(collection.id);
        report(collection.name, chunks);
        total += chunks;
      }
      return total;
    },
  };
}

/** The server that runs on the data folder already, or one started for it in this process. */
export async function connect(config: Config): Promise<{ readonly url: string; close(): Promise<void> }> {
  const owner = await readOwner(config.data.folder);
  if (owner?.url) return { url: owner.url, close: () => Promise.resolve() };
  const app = await createApp({ ...config, server: { ...config.server, host: '127.0.0.1', port: 0 } });
  try {
    const { url } = await app.start();
    return { url, close: () => app.stop() };
  } catch (error) {
    await app.stop();
    throw error;
  }
}
