import { STATUS_CODES, type IncomingMessage, type Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { CloseCode, handleProtocols, makeServer, type Server as Protocol } from 'graphql-ws';
import { WebSocketServer, type RawData, type WebSocket } from 'ws';

import type { OperationRunner } from './operation-runner.js';
import type { IsAllowedOrigin } from './origin-check.js';
import type { ServerLogger } from './server-logger.js';

/** How long a client may take to send `connection_init` before it is closed with 4408. */
const connectionInitWaitMilliseconds = 3000;

/** How often a silent client is pinged; one that does not answer until the next ping is cut. */
const pingMilliseconds = 12_000;

/**
 * Serves graphql-transport-ws at `path`. A socket from a foreign page is refused with 403. The next event is
 * only asked for once the socket has taken the one before: a slow client slows its own stream. `stop` closes
 * all sockets with 1001 and resolves when they are gone.
 */
export function serveWebSocket(options: {
  readonly httpServer: Server;
  readonly path: string;
  readonly runner: OperationRunner;
  readonly isAllowedOrigin: IsAllowedOrigin;
  readonly maxBodyBytes: number;
  readonly logger: ServerLogger;
}): { stop(): Promise<void> } {
  const { httpServer, path, isAllowedOrigin, maxBodyBytes, logger } = options;
  const protocol = createProtocol(options.runner);
  const sockets = new WebSocketServer({ noServer: true, maxPayload: maxBodyBytes, handleProtocols });

  httpServer.on('upgrade', (request, duplex, head) => {
    const refusal = pathOf(request) !== path ? 404 : isAllowedOrigin(request) ? null : 403;
    if (refusal !== null) refuse(duplex, refusal);
    else
      sockets.handleUpgrade(request, duplex, head, (socket) => {
        openSocket(socket, protocol, logger);
      });
  });

  return {
    stop: () =>
      new Promise((resolve) => {
        for (const socket of sockets.clients) socket.close(1001, 'Going away');
        sockets.close(() => {
          resolve();
        });
      }),
  };
}

function createProtocol(runner: OperationRunner): Protocol {
  return makeServer({
    connectionInitWaitTimeout: connectionInitWaitMilliseconds,
    onSubscribe: (_connection, _id, payload) => runner.prepare(payload),
    execute: (operation) => runner.run(operation),
    subscribe: (operation) => runner.run(operation),
    onError: (_connection, _id, _payload, errors) => runner.formatErrors(errors),
    onNext: (_connection, _id, _payload, _operation, result) => runner.format(result),
  });
}

/** As graphql-ws's own adapter for `ws` does, but with our logger instead of the console. */
function openSocket(socket: WebSocket, protocol: Protocol, logger: ServerLogger): void {
  const closed = protocol.opened(
    {
      protocol: socket.protocol,
      send: (data) => send(socket, data),
      close: (code, reason) => {
        socket.close(code, reason);
      },
      onMessage: (listener) => {
        socket.on('message', (data: RawData) => {
          listener(textOf(data)).catch((error: unknown) => {
            logger.error({ error }, 'a WebSocket message could not be handled');
            socket.close(CloseCode.InternalServerError, 'Internal server error');
          });
        });
      },
    },
    undefined,
  );
  const stopPings = keepAlive(socket);
  socket.on('error', (error) => {
    logger.info({ reason: error.message }, 'a WebSocket client broke the protocol');
  });
  socket.once('close', (code, reason) => {
    stopPings();
    void closed(code, reason.toString());
  });
}

/** Resolves when the system has taken the message, or when there is nobody to take it any more. */
function send(socket: WebSocket, data: string): Promise<void> {
  return new Promise((resolve) => {
    if (socket.readyState !== socket.OPEN) resolve();
    else
      socket.send(data, () => {
        resolve();
      });
  });
}

/** Without a `binaryType` of ours, ws gives Buffers. */
function textOf(data: RawData): string {
  return (data as Buffer).toString();
}

/** Returns the function that ends it. */
function keepAlive(socket: WebSocket): () => void {
  let answered = true;
  socket.on('pong', () => {
    answered = true;
  });
  const timer = setInterval(() => {
    if (!answered) {
      socket.terminate();
      return;
    }
    answered = false;
    socket.ping();
  }, pingMilliseconds);
  return () => {
    clearInterval(timer);
  };
}

function pathOf(request: IncomingMessage): string | undefined {
  return request.url?.split('?', 1)[0];
}

function refuse(duplex: Duplex, status: number): void {
  duplex.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`,
  );
}
