import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How the server behaves for one request: it rides in the model's name, as `scripted?tokens=3&stall=2`. */
interface Script {
  /** The answer; its words are sent one a chunk. */
  readonly text: string;
  /** After so many chunks: nothing more comes, the socket stays open. */
  readonly stall: number;
  /** After so many chunks: the socket is destroyed. */
  readonly cut: number;
  /** After so many chunks: the response ends, without a finish reason. */
  readonly end: number;
  /** After so many chunks: a line that is no JSON. */
  readonly malformed: number;
  /** After so many chunks: an error object in the stream. */
  readonly error: number;
  readonly finishReason: string;
  /** Not 200: an error reply instead of a stream. */
  readonly status: number;
  readonly code: string;
  /** How many requests with this very model name are failed with `status` before one succeeds. */
  readonly failures: number;
}

export interface ScriptedRequest {
  readonly body: Record<string, unknown>;
  readonly authorization: string | undefined;
  /** Resolves when the connection closed: to true where the client closed it before the response was complete. */
  readonly closed: Promise<boolean>;
}

/** OpenAI's chat completions over its real wire format, on a free loopback port. */
export class ScriptedOpenAIServer {
  readonly requests: ScriptedRequest[] = [];
  readonly #server: Server;

  private constructor() {
    this.#server = createServer((request, response) => {
      this.#handle(request, response).catch((error: unknown) => response.destroy(error as Error));
    });
  }

  static async start(): Promise<ScriptedOpenAIServer> {
    const scripted = new ScriptedOpenAIServer();
    scripted.#server.listen(0, '127.0.0.1');
    await once(scripted.#server, 'listening');
    return scripted;
  }

  get baseURL(): string {
    const { port } = this.#server.address() as AddressInfo;
    return `http://127.0.0.1:${port}/v1`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.url === '/v1/models') {
      reply(response, 200, { object: 'list', data: [] });
      return;
    }
    const body = JSON.parse(await textOf(request)) as Record<string, unknown>;
    const model = String(body['model']);
    const closed = once(response, 'close').then(() => !response.writableFinished);
    const earlier = this.requests.filter((past) => past.body['model'] === model).length;
    this.requests.push({ body, authorization: request.headers.authorization, closed });
    const script = scriptOf(model);
    if (script.status !== 200 && earlier < script.failures) fail(response, script, request);
    else stream(response, script, model);
  }
}

function scriptOf(model: string): Script {
  const parameters = new URLSearchParams(model.split('?')[1] ?? '');
  const number = (name: string, absent: number) => Number(parameters.get(name) ?? absent);
  return {
    text: parameters.get('text') ?? 'The sky is blue. [1]',
    stall: number('stall', Infinity),
    cut: number('cut', Infinity),
    end: number('end', Infinity),
    malformed: number('malformed', Infinity),
    error: number('error', Infinity),
    finishReason: parameters.get('finish') ?? 'stop',
    status: number('status', 200),
    code: parameters.get('code') ?? 'scripted',
    failures: number('failures', Infinity),
  };
}

async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('utf8');
}

function reply(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json', 'retry-after-ms': '1' });
  response.end(JSON.stringify(body));
}

/** Repeats the key in its message, as real servers have done. */
function fail(response: ServerResponse, { status, code }: Script, request: IncomingMessage): void {
  const message = `refused: ${request.headers.authorization ?? ''}`;
  reply(response, status, { error: { message, code, type: 'scripted_error', param: null } });
}

function stream(response: ServerResponse, script: Script, model: string): void {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  const send = (data: unknown) => response.write(`data: ${JSON.stringify(data)}\n\n`);
  const chunk = (delta: unknown, finishReason: string | null) => ({
    id: 'chatcmpl-scripted',
    object: 'chat.completion.chunk',
    created: 0,
    model,
    choices: [{ index: 0, delta, finish_reason: finishReason }],
  });
  response.flushHeaders();
  const words = script.text.match(/\s*\S+\s*$|\s*\S+/g) ?? [];
  for (const [sent, content] of words.entries()) {
    if (sent === script.stall) return;
    if (sent === script.cut) {
      // What was written before must be on its way, or the client would never have seen it.
      setImmediate(() => response.destroy());
      return;
    }
    if (sent === script.end) {
      response.end();
      return;
    }
    if (sent === script.malformed) response.write('data: {"choices": [\n\n');
    if (sent === script.error) send({ error: { message: 'overloaded', code: 'server_error', type: 'x' } });
    send(chunk({ content }, null));
  }
  send(chunk({}, script.finishReason));
  send({ ...chunk({}, null), choices: [], usage: { prompt_tokens: 7, completion_tokens: words.length } });
  response.end('data: [DONE]\n\n');
}
