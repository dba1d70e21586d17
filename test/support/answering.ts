import { MemoryRunLog } from '../../src/adapters/memory/memory-run-log.js';
import type { AnswerEvent } from '../../src/domain/answer.js';
import type { Document } from '../../src/domain/document.js';
import type { DocumentId, RunId, TenantId } from '../../src/domain/ids.js';
import type { Principal } from '../../src/domain/principal.js';
import type { Passage } from '../../src/domain/retrieval.js';
import type { LanguageModel } from '../../src/ports/language-model.js';
import { defaultPrincipal } from '../../src/services/access/compile-access.js';
import type { AnswerRequest } from '../../src/services/answering/answer-request.js';
import { AnswerService } from '../../src/services/answering/answer-service.js';
import type { Retrieval, Search } from '../../src/services/retrieval/retriever.js';
import { splitSentences } from '../../src/services/text-analysis/split-sentences.js';
import { ManualClock } from './manual-clock.js';
import { RecordingLogger } from './recording-logger.js';
import { samplePassage } from './sample-passage.js';

export const skyAndGrass: readonly Passage[] = [
  samplePassage(1, 'The sky is blue. At dusk it turns red.'),
  samplePassage(2, 'Grass is green.'),
];

export const limits = { timeoutMs: 120_000, runGraceMs: 30_000, maxContextTokens: 4000 };
export const logTtlSeconds = 3600;

export function question(text = 'What colour is the sky?'): AnswerRequest {
  return {
    question: text,
    collection: 'default',
    within: null,
    where: null,
    topK: null,
    options: {},
    cache: 'USE',
    timeoutMs: null,
  };
}

export const stranger: Principal = { ...defaultPrincipal, subject: 'stranger' };
export const foreigner: Principal = { ...defaultPrincipal, tenant: 'elsewhere' as TenantId };

/** An answer service over a scripted model and a retrieval that finds what it is told, by a manual clock. */
export function answering(
  languageModel: LanguageModel,
  found: {
    readonly passages?: readonly Passage[];
    readonly retrieve?: (signal: AbortSignal) => Promise<Retrieval>;
  } = {},
) {
  const clock = new ManualClock();
  const logger = new RecordingLogger();
  const runLog = new MemoryRunLog({ clock, ttlSeconds: logTtlSeconds, maxRuns: 1000 });
  const invisible = new Set<DocumentId>();
  const passages = found.passages ?? skyAndGrass;
  let lastId = 0;
  const service = new AnswerService({
    retrieval: {
      prepare: (_, { query }) => Promise.resolve({ query } as Search),
      run: (_, signal) => found.retrieve?.(signal) ?? Promise.resolve(retrievalOf(passages)),
    },
    languageModel,
    runLog,
    documents: {
      findByIds: (_, ids) =>
        Promise.resolve(ids.map((id) => (invisible.has(id) ? null : ({ id } as Document)))),
    },
    embedder: { countTokens: (text) => text.length },
    splitSentences,
    clock,
    ids: { next: () => String(++lastId) },
    logger,
    limits,
  });
  return { service, clock, logger, runLog, invisible };
}

export function retrievalOf(passages: readonly Passage[]): Retrieval {
  const trace = {
    queries: [],
    legs: [],
    calibrated: false,
    droppedBelowMinScore: 0,
    degraded: [],
    timings: [],
  };
  return { passages, trace, cache: 'MISS', epoch: 1 };
}

/** Follows a run to its end. */
export async function eventsOf(
  service: AnswerService,
  runId: RunId,
  afterSeq = 0,
  signal = new AbortController().signal,
): Promise<readonly AnswerEvent[]> {
  const events: AnswerEvent[] = [];
  for await (const event of service.follow(defaultPrincipal, { runId, afterSeq }, signal)) events.push(event);
  return events;
}

export function textOf(events: readonly AnswerEvent[]): string {
  return events.map((event) => (event.kind === 'text-delta' ? event.text : '')).join('');
}
