import { createServer, type GroundQLServer, type ServerOptions } from '../../src/server/create-server.js';
import type { Services } from '../../src/services/services.js';
import { ManualClock } from './manual-clock.js';
import { RecordingLogger } from './recording-logger.js';

export interface RunningServer extends GroundQLServer {
  readonly url: string;
  readonly port: number;
  readonly logger: RecordingLogger;
}

/** A server at a free port of this machine, over the services given. */
export async function startServer(
  services: Services,
  options: Partial<ServerOptions> = {},
): Promise<RunningServer> {
  const logger = new RecordingLogger();
  const server = createServer({
    services,
    host: '127.0.0.1',
    port: 0,
    introspection: true,
    corsOrigins: [],
    maxDocumentBytes: 1_000_000,
    maxDepth: 12,
    drainMilliseconds: 2000,
    version: 'test',
    logger,
    clock: new ManualClock(),
    ...options,
  });
  return { ...server, ...(await server.start()), logger };
}
