import { Writable } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import type { Request, Response } from 'express';
import { buildSchema } from 'graphql';

import { createLoaders } from '../../../src/resolvers/loaders.js';
import { errorFormatter } from '../../../src/server/error-formatter.js';
import { OperationRunner } from '../../../src/server/operation-runner.js';
import { serveSse } from '../../../src/server/serve-sse.js';
import { defaultPrincipal } from '../../../src/services/access/compile-access.js';
import { RecordingLogger } from '../../support/recording-logger.js';
import { scriptedServices } from '../../support/scripted-services.js';

/** A client that reads only when it is told to. */
class SlowResponse extends Writable {
  readonly chunks: string[] = [];
  #release: (() => void) | undefined;

  constructor() {
    super({ highWaterMark: 2000, decodeStrings: false });
  }

  writeHead(): this {
    return this;
  }

  override _write(chunk: string, _encoding: string, done: () => void): void {
    this.#release = () => {
      this.chunks.push(chunk);
      done();
    };
  }

  /** False where nothing waits to be read. */
  read(): boolean {
    const release = this.#release;
    this.#release = undefined;
    release?.();
    return release !== undefined;
  }
}

/** Lets everything run that can without input from outside. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 50; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

function setUp(events: number) {
  let pulled = 0;
  let ended = false;
  async function* ticks() {
    try {
      while (pulled < events) yield await Promise.resolve({ ticks: `${(pulled += 1)} `.padEnd(200, '.') });
    } finally {
      ended = true;
    }
  }
  const schema = buildSchema('type Query { a: Int } type Subscription { ticks: String }');
  Object.assign(schema.getSubscriptionType()?.getFields()['ticks'] ?? {}, { subscribe: ticks });
  const services = scriptedServices({});
  const runner = new OperationRunner({
    schema,
    rules: [],
    maxTokens: 100,
    createContext: (signal) => ({
      principal: defaultPrincipal,
      services,
      loaders: createLoaders(services, defaultPrincipal),
      signal,
    }),
    formatError: errorFormatter({ logger: new RecordingLogger(), hideSuggestions: false }),
  });
  const sse = serveSse({ runner, isAllowedOrigin: () => true });
  const request = {
    method: 'POST',
    originalUrl: '/graphql',
    headers: { accept: 'text/event-stream', 'content-type': 'application/json' },
    body: { query: 'subscription { ticks }' },
  };
  const response = new SlowResponse();
  const done = sse.handler(request as unknown as Request, response as unknown as Response, () => undefined);
  return { sse, response, done, pulled: () => pulled, ended: () => ended };
}

describe('an event stream', () => {
  it('asks for no more events than a client that does not read can take', async () => {
    const { response, pulled, done } = setUp(200);
    await settle();
    const before = pulled();
    expect(before).toBeGreaterThan(0);
    expect(before).toBeLessThan(30);
    await settle();
    expect(pulled()).toBe(before);
    while (response.read()) await settle();
    await done;
    expect(pulled()).toBe(200);
    const received = response.chunks.join('').match(/"ticks":"\d+/g) ?? [];
    expect(received).toEqual(Array.from({ length: 200 }, (_, place) => `"ticks":"${place + 1}`));
    expect(response.chunks.at(-1)).toContain('event: complete');
  });

  it('stops its source when the client goes away while it is waited for', async () => {
    const { response, ended, done } = setUp(200);
    await settle();
    expect(ended()).toBe(false);
    response.destroy();
    await done;
    await settle();
    expect(ended()).toBe(true);
  });

  it('is cut without a complete when the server stops', async () => {
    const { sse, response, ended, done } = setUp(200);
    await settle();
    sse.stop();
    while (response.read()) await settle();
    await done;
    const received = response.chunks.join('');
    expect(received).toContain('"ticks":"1');
    expect(received).not.toContain('complete');
    expect(response.writableFinished).toBe(true);
    expect(ended()).toBe(true);
  });
});
