import type { Logger } from '../../src/ports/logger.js';

export interface LogLine {
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  readonly facts: Readonly<Record<string, unknown>>;
  readonly message: string;
}

/** Keeps the lines for a test to look at. */
export class RecordingLogger implements Logger {
  readonly lines: LogLine[] = [];

  debug(facts: Readonly<Record<string, unknown>>, message: string): void {
    this.lines.push({ level: 'debug', facts, message });
  }

  info(facts: Readonly<Record<string, unknown>>, message: string): void {
    this.lines.push({ level: 'info', facts, message });
  }

  warn(facts: Readonly<Record<string, unknown>>, message: string): void {
    this.lines.push({ level: 'warn', facts, message });
  }

  error(facts: Readonly<Record<string, unknown>>, message: string): void {
    this.lines.push({ level: 'error', facts, message });
  }

  messages(level: LogLine['level']): readonly string[] {
    return this.lines.filter((line) => line.level === level).map((line) => line.message);
  }
}
