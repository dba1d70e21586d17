import type { SourceFile } from './find-files.js';
import { bar, counted, duration } from './format.js';
import type { FileProgress } from './ingest-files.js';
import { ProgressMeter } from './progress-meter.js';
import type { Terminal } from './terminal.js';

/** Redraws no more often than this. */
const redrawMs = 100;
/** Steps at which a plain line is written where nothing can be drawn over. */
const plainSteps = 10;

/**
 * Shows how far an ingestion is: on a terminal a bar with rate and time left, drawn over itself, elsewhere
 * a plain line at every tenth of the way.
 */
export class IngestDisplay {
  readonly #terminal: Terminal;
  readonly #now: () => number;
  readonly #meter: ProgressMeter;
  readonly #files = new Map<string, FileProgress>();
  readonly #total: number;
  #drawnAt = -Infinity;
  #stepsTold = 0;

  /** `now` counts milliseconds. */
  constructor(terminal: Terminal, files: readonly SourceFile[], now: () => number) {
    this.#terminal = terminal;
    this.#now = now;
    this.#total = files.length;
    this.#meter = new ProgressMeter(new Map(files.map(({ path, bytes }) => [path, bytes + 1])), now);
  }

  update(progress: FileProgress): void {
    this.#files.set(progress.file.path, progress);
    this.#meter.advance(progress.file.path, fractionOf(progress));
    if (this.#terminal.interactive) this.#redraw();
    else this.#tell();
  }

  /** Clears the bar. */
  finish(): void {
    if (this.#terminal.interactive) this.#terminal.note('\r\u001b[K');
  }

  #redraw(): void {
    if (this.#now() - this.#drawnAt < redrawMs) return;
    this.#drawnAt = this.#now();
    const line = `${bar(this.#meter.read().fraction, 24)} ${this.#describe()}`;
    this.#terminal.note(`\r\u001b[K${line.slice(0, this.#terminal.columns - 1)}`);
  }

  #tell(): void {
    const steps = Math.floor(this.#meter.read().fraction * plainSteps);
    if (steps === this.#stepsTold) return;
    this.#stepsTold = steps;
    this.#terminal.note(`${this.#describe()}\n`);
  }

  #describe(): string {
    const { elapsedSeconds, secondsLeft } = this.#meter.read();
    const all = [...this.#files.values()];
    const done = all.filter(isFinished).length;
    const chunks = all.reduce((sum, { chunksDone }) => sum + chunksDone, 0);
    const rate = elapsedSeconds > 0 ? chunks / elapsedSeconds : 0;
    const left = secondsLeft === null ? [] : [`${duration(secondsLeft)} left`];
    const documents = `${String(done)} of ${counted(this.#total, 'document')}`;
    return [documents, counted(chunks, 'chunk'), `${rate.toFixed(1)} chunks/s`, ...left].join(' · ');
  }
}

export function isFinished({ state }: FileProgress): boolean {
  return state === 'SUCCEEDED' || state === 'UNCHANGED' || state === 'FAILED';
}

function fractionOf(progress: FileProgress): number {
  if (isFinished(progress)) return 1;
  return progress.chunksTotal === 0 ? 0 : progress.chunksDone / progress.chunksTotal;
}
