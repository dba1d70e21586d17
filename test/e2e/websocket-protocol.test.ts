import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { WebSocket, type ClientOptions } from 'ws';

import { sampleRun } from '../support/sample-answer.js';
import { scriptedServices } from '../support/scripted-services.js';
import { startServer, type RunningServer } from '../support/start-server.js';

const subprotocol = 'graphql-transport-ws';
const stream = 'subscription { answerStream(input: { start: { question: "why?" } }) { seq } }';

/** Runs that never say anything. */
const services = scriptedServices({
  answers: {
    start: () => Promise.resolve(sampleRun),
    follow: async function* (_principal, _from, signal) {
      await once(signal, 'abort');
      yield* [];
    },
  },
});

describe('graphql-transport-ws', () => {
  let server: RunningServer;
  beforeAll(async () => {
    server = await startServer(services, { corsOrigins: ['https://friend.example'] });
  });
  afterAll(() => server.stop());

  function connect(options: ClientOptions = {}, path = '/graphql', protocols = [subprotocol]): WebSocket {
    return new WebSocket(`${server.url.replace('http', 'ws')}${path}`, protocols, options);
  }

  async function opened(): Promise<WebSocket> {
    const socket = connect();
    await once(socket, 'open');
    return socket;
  }

  function send(socket: WebSocket, ...messages: readonly object[]): void {
    for (const message of messages) socket.send(JSON.stringify(message));
  }

  async function acknowledged(): Promise<WebSocket> {
    const socket = await opened();
    const message = once(socket, 'message');
    send(socket, { type: 'connection_init' });
    expect(String((await message)[0])).toBe('{"type":"connection_ack"}');
    return socket;
  }

  async function closeCode(socket: WebSocket): Promise<unknown> {
    const [code] = (await once(socket, 'close')) as unknown[];
    return code;
  }

  const subscribe = { id: '1', type: 'subscribe', payload: { query: stream } };

  it('closes with 4400 on what is no message', async () => {
    const socket = await opened();
    socket.send('hello');
    expect(await closeCode(socket)).toBe(4400);
  });

  it('closes with 4401 where a subscription comes before the connection is acknowledged', async () => {
    const socket = await opened();
    send(socket, subscribe);
    expect(await closeCode(socket)).toBe(4401);
  });

  it('closes with 4408 where nothing comes at all', async () => {
    expect(await closeCode(await opened())).toBe(4408);
  });

  it('closes with 4409 on an operation of an id that is in use', async () => {
    const socket = await acknowledged();
    send(socket, subscribe, subscribe);
    expect(await closeCode(socket)).toBe(4409);
  });

  it('closes with 4429 on a second initialisation', async () => {
    const socket = await acknowledged();
    send(socket, { type: 'connection_init' });
    expect(await closeCode(socket)).toBe(4429);
  });

  it('closes with 1009 on a message larger than any document may be, and says so in the log only', async () => {
    const socket = await acknowledged();
    socket.send(' '.repeat(6 * 1024 * 1024));
    expect(await closeCode(socket)).toBe(1009);
    expect(server.logger.messages('info')).toContain('a WebSocket client broke the protocol');
    expect(server.logger.messages('error')).toEqual([]);
  });

  it('answers pings', async () => {
    const socket = await acknowledged();
    const message = once(socket, 'message');
    send(socket, { type: 'ping' });
    expect(String((await message)[0])).toBe('{"type":"pong"}');
    socket.close();
    await closeCode(socket);
  });

  it('gives an id free once its operation is completed', async () => {
    const socket = await acknowledged();
    send(socket, subscribe, { id: '1', type: 'complete' });
    const message = once(socket, 'message');
    send(socket, { id: '1', type: 'subscribe', payload: { query: '{ __typename }' } });
    expect(JSON.parse(String((await message)[0]))).toMatchObject({ id: '1', type: 'next' });
    socket.close();
    await closeCode(socket);
  });

  it.each([
    ['a foreign page', { origin: 'https://evil.example' }, '/graphql', 403],
    ['another address', {}, '/elsewhere', 404],
  ])('refuses %s', async (_name, options, path, status) => {
    const socket = connect(options, path);
    const [error] = (await once(socket, 'error')) as [Error];
    expect(error.message).toBe(`Unexpected server response: ${status}`);
  });

  it("lets the server's own pages in, and those of the origins configured", async () => {
    for (const origin of [server.url, 'https://friend.example']) {
      const socket = connect({ origin });
      await once(socket, 'open');
      socket.close();
      await closeCode(socket);
    }
  });

  it('closes with 4406 where the client does not speak the subprotocol', async () => {
    expect(await closeCode(connect({}, '/graphql', []))).toBe(4406);
  });
});

describe('a server that stops', () => {
  it('closes its WebSockets with 1001 and cuts its event streams, streams under way included', async () => {
    const server = await startServer(services);
    const socket = new WebSocket(`${server.url.replace('http', 'ws')}/graphql`, subprotocol);
    await once(socket, 'open');
    socket.send('{"type":"connection_init"}');
    await once(socket, 'message');
    socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query: stream } }));
    const events = await fetch(`${server.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
      body: JSON.stringify({ query: stream }),
    });
    const closed = once(socket, 'close') as Promise<unknown[]>;
    await server.stop();
    expect((await closed)[0]).toBe(1001);
    expect(await events.text()).not.toContain('event: complete');
    expect(server.logger.messages('error')).toEqual([]);
  });
});
