import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { serverAudits } from 'graphql-http';

import type { HealthStatus } from '../../src/domain/health.js';
import { scriptedServices } from '../support/scripted-services.js';
import { startServer, type RunningServer } from '../support/start-server.js';

const studio = 'https://studio.apollographql.com';

describe('the server over HTTP', () => {
  let status: HealthStatus = 'HEALTHY';
  let server: RunningServer;
  let url: string;

  beforeAll(async () => {
    const services = scriptedServices({
      health: { check: () => Promise.resolve({ status, version: 'test', components: [] }) },
    });
    server = await startServer(services, { corsOrigins: [studio], maxDocumentBytes: 1000 });
    url = `${server.url}/graphql`;
  });
  afterAll(() => server.stop());

  function post(body: string, headers: Record<string, string> = {}): Promise<Response> {
    return fetch(url, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body });
  }

  async function get(query: string, headers: Record<string, string> = {}): Promise<Response> {
    return fetch(`${url}?query=${encodeURIComponent(query)}`, { headers });
  }

  async function errorOf(response: Response): Promise<unknown> {
    const { errors } = (await response.json()) as { errors: unknown[] };
    return errors[0];
  }

  const preflighted = { 'apollo-require-preflight': '1' };

  it('passes every MUST of the GraphQL over HTTP audits', async () => {
    const audits = serverAudits({ url, fetchFn: fetch });
    const results = await Promise.all(audits.map((audit) => audit.fn()));
    const failed = results.filter(({ status: outcome }) => outcome !== 'ok');
    const names = failed.map(({ id, name }) => `${id} ${name}`);
    console.info(
      `GraphQL over HTTP: ${results.length - failed.length} of ${results.length} audits pass; not: ${names.join('; ')}`,
    );
    expect(failed.filter(({ status: outcome }) => outcome === 'error')).toEqual([]);
  });

  it('refuses what may cost money over GET', async () => {
    const response = await get('{ a: answer(input: { question: "why?" }) { runId } }', preflighted);
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('POST');
    expect(await errorOf(response)).toMatchObject({ extensions: { code: 'BAD_REQUEST' } });
    expect((await get('mutation { cancelAnswer(runId: "run_1") }', preflighted)).status).toBe(405);
  });

  it('refuses it over SSE by GET alike', async () => {
    const response = await get('{ answer(input: { question: "why?" }) { runId } }', {
      accept: 'text/event-stream',
    });
    expect(await response.text()).toContain('not available over GET');
  });

  it('says to a subscription over POST how to have it', async () => {
    const query = 'subscription { answerStream(input: { start: { question: "why?" } }) { seq } }';
    const response = await post(JSON.stringify({ query }));
    expect(response.status).toBe(400);
    const { message } = (await errorOf(response)) as { message: string };
    expect(message).toContain('graphql-transport-ws');
    expect(message).toContain('Accept: text/event-stream');
  });

  it('refuses a GET that a foreign page could have made', async () => {
    const response = await get('{ __typename }');
    expect(response.status).toBe(400);
    expect(await errorOf(response)).toMatchObject({ extensions: { code: 'BAD_REQUEST' } });
    expect((await get('{ __typename }', preflighted)).status).toBe(200);
  });

  it('takes a body of the largest document in base64, and refuses a larger one as too large', async () => {
    const limit = 1334 + 4 * 1024 * 1024;
    const sized = (bytes: number) => JSON.stringify({ query: '{ __typename }' }).padEnd(bytes);
    expect((await post(sized(limit))).status).toBe(200);
    const response = await post(sized(limit + 1));
    expect(response.status).toBe(413);
    expect(await errorOf(response)).toEqual({
      message: `a request may have at most ${limit} bytes`,
      extensions: { code: 'PAYLOAD_TOO_LARGE', retryable: false },
    });
  });

  it('says that a body is not JSON', async () => {
    const response = await post('{ not json');
    expect(response.status).toBe(400);
    expect(await errorOf(response)).toMatchObject({ extensions: { code: 'BAD_REQUEST' } });
  });

  describe('to pages of other servers', () => {
    const preflight = (origin: string) =>
      fetch(url, { method: 'OPTIONS', headers: { origin, 'access-control-request-method': 'POST' } });
    const allowed = ({ headers }: Response) => headers.get('access-control-allow-origin');

    it('is closed', async () => {
      expect(allowed(await preflight('https://evil.example'))).toBeNull();
      const response = await post('{"query":"{ __typename }"}', { origin: 'https://evil.example' });
      expect(allowed(response)).toBeNull();
    });

    it('is open where it is configured', async () => {
      const response = await preflight(studio);
      expect(response.status).toBe(204);
      expect(allowed(response)).toBe(studio);
      expect(response.headers.get('access-control-allow-headers')).toContain('content-type');
      expect(response.headers.get('vary')).toContain('Origin');
      expect(allowed(await post('{"query":"{ __typename }"}', { origin: studio }))).toBe(studio);
    });

    it('gives no event stream', async () => {
      const headers = { accept: 'text/event-stream', origin: 'https://evil.example' };
      expect((await get('{ __typename }', headers)).status).toBe(403);
      expect((await get('{ __typename }', { ...headers, origin: server.url })).status).toBe(200);
    });
  });

  describe('to a person', () => {
    it('shows Apollo Sandbox at /graphql', async () => {
      const response = await fetch(url, { headers: { accept: 'text/html,*/*;q=0.8' } });
      expect(response.headers.get('content-type')).toContain('text/html');
      expect(await response.text()).toContain('embeddable-sandbox');
    });

    it('shows a page at / that links to both explorers and asks nothing of other servers', async () => {
      const response = await fetch(server.url);
      expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
      const page = await response.text();
      expect(page).toContain('href="/graphiql"');
      expect(page).toContain('href="/graphql"');
      expect(page).not.toMatch(/https?:\/\//);
    });

    it('shows GraphiQL, which is one file and asks nothing of other servers', async () => {
      const response = await fetch(`${server.url}/graphiql`);
      expect(response.status).toBe(200);
      expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
      const page = await response.text();
      expect(page).toContain('"endpoint":"/graphql","subscriptionsProtocol":"WS"');
      expect(page).not.toMatch(/(src|href)="(https?:)?\/\//);
    });

    it('says in plain words that an address serves nothing', async () => {
      const response = await fetch(`${server.url}/nothing<b>`);
      expect(response.status).toBe(404);
      expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    });
  });

  it('tells watchers how it is', async () => {
    const look = async (path: string) => (await fetch(`${server.url}${path}`)).status;
    status = 'DEGRADED';
    expect(await Promise.all(['/livez', '/readyz', '/health'].map(look))).toEqual([200, 200, 200]);
    status = 'UNHEALTHY';
    expect(await Promise.all(['/livez', '/readyz', '/health'].map(look))).toEqual([200, 503, 503]);
    const report = await fetch(`${server.url}/health`);
    expect(await report.json()).toEqual({ status: 'UNHEALTHY', version: 'test', components: [] });
  });
});

describe('a server without introspection', () => {
  it('tells nothing of its schema on any transport, suggestions included', async () => {
    const server = await startServer(scriptedServices({}), { introspection: false });
    const ask = async (query: string, accept: string) => {
      const response = await fetch(`${server.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept },
        body: JSON.stringify({ query }),
      });
      return response.text();
    };
    for (const accept of ['application/json', 'text/event-stream']) {
      expect(await ask('{ __schema { types { name } } }', accept)).toContain('GRAPHQL_VALIDATION_FAILED');
      const misspelt = await ask('{ helth { status } }', accept);
      expect(misspelt).toContain('Cannot query field');
      expect(misspelt).not.toContain('health');
      expect(await ask('{ __typename }', accept)).toContain('"__typename":"Query"');
    }
    await server.stop();
  });
});

describe('a server that cannot listen', () => {
  it("rejects with the system's error, and leaves nothing open", async () => {
    const first = await startServer(scriptedServices({}));
    await expect(startServer(scriptedServices({}), { port: first.port })).rejects.toMatchObject({
      code: 'EADDRINUSE',
    });
    await first.stop();
  });
});

describe('a server that stops', () => {
  it('lets a request end that is under way, and takes no new ones', async () => {
    let finish: () => void = () => undefined;
    const asked = new Promise<void>((resolve) => {
      finish = resolve;
    });
    let answer: () => void = () => undefined;
    const server = await startServer(
      scriptedServices({
        health: {
          check: () => {
            finish();
            return new Promise((resolve) => {
              answer = () => {
                resolve({ status: 'HEALTHY', version: 'test', components: [] });
              };
            });
          },
        },
      }),
    );
    const response = fetch(`${server.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"query":"{ health { status } }"}',
    });
    await asked;
    const stopped = server.stop();
    await new Promise((resolve) => setImmediate(resolve));
    await new Promise((resolve) => setImmediate(resolve));
    const refused = new Promise<string | undefined>((resolve) => {
      request(server.url)
        .on('error', (error: NodeJS.ErrnoException) => {
          resolve(error.code);
        })
        .on('response', () => {
          resolve('answered');
        })
        .end();
    });
    expect(await refused).toBe('ECONNREFUSED');
    answer();
    expect(await (await response).json()).toEqual({ data: { health: { status: 'HEALTHY' } } });
    await stopped;
  });

  it('is done together with itself where it is stopped twice', async () => {
    const server = await startServer(scriptedServices({}));
    await Promise.all([server.stop(), server.stop()]);
    await expect(fetch(server.url)).rejects.toThrow();
  });
});
