import { pino, type DestinationStream } from 'pino';
import { build as prettyStream } from 'pino-pretty';

import type { Logger } from '../../ports/logger.js';

export interface PinoLoggerOptions {
  readonly level: 'debug' | 'info' | 'warn' | 'error' | 'silent';
  /** For people, or a JSON object a line with `level` and `time` in words. */
  readonly format: 'pretty' | 'json';
  readonly destination: 'stdout' | 'stderr';
}

/** Writes synchronously: the lines before a crash are there. */
export function createPinoLogger(
  { level, format, destination }: PinoLoggerOptions,
  stream: DestinationStream = pino.destination({ dest: destination === 'stdout' ? 1 : 2, sync: true }),
): Logger {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    serializers: { error: pino.stdSerializers.errWithCause },
  };
  const written =
    format === 'json' ? stream : prettyStream({ destination: stream, translateTime: 'SYS:HH:MM:ss' });
  return pino(options, written);
}
