import { describe, expect, it } from '@jest/globals';

import {
  createPinoLogger,
  type PinoLoggerOptions,
} from '../../../../src/adapters/pino/create-pino-logger.js';

function collect(options: Partial<PinoLoggerOptions> = {}) {
  const lines: string[] = [];
  const stream = { write: (line: string) => lines.push(line) };
  const logger = createPinoLogger(
    { level: 'info', format: 'json', destination: 'stdout', ...options },
    stream,
  );
  return { logger, lines };
}

describe('createPinoLogger', () => {
  it('writes one JSON object a line, level and time in words', () => {
    const { logger, lines } = collect();
    logger.info({ url: 'http://127.0.0.1:1' }, 'listening');
    expect(lines).toHaveLength(1);
    const line = JSON.parse(lines[0] ?? '') as Record<string, unknown>;
    expect(line).toMatchObject({ level: 'info', msg: 'listening', url: 'http://127.0.0.1:1' });
    expect(line['time']).toMatch(/^\d{4}-\d\d-\d\dT.*Z$/);
    expect(Object.keys(line).sort()).toEqual(['level', 'msg', 'time', 'url']);
  });

  it('leaves out what is below its level', () => {
    const { logger, lines } = collect({ level: 'warn' });
    logger.info({}, 'quiet');
    logger.warn({}, 'loud');
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain('loud');
  });

  it('writes the chain of an error’s causes', () => {
    const { logger, lines } = collect();
    logger.error({ error: new Error('outer', { cause: new TypeError('inner') }) }, 'failed');
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      error: { message: 'outer', cause: { type: 'TypeError', message: 'inner' } },
    });
  });
});
