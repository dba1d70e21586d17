import {
  isTerminal,
  noUsage,
  type Abstention,
  type Answer,
  type AnswerEvent,
  type AnswerEventBody,
  type Citation,
} from '../../src/domain/answer.js';
import { makeId, type RunId } from '../../src/domain/ids.js';
import type { RetrievalTrace } from '../../src/domain/retrieval.js';
import { samplePassage } from './sample-passage.js';

export const sampleRun: RunId = makeId('run', '1');

export const sampleTrace: RetrievalTrace = {
  queries: ['why is the sky blue?'],
  legs: [{ kind: 'DENSE', query: 'why is the sky blue?', hits: 3 }],
  calibrated: false,
  droppedBelowMinScore: 1,
  degraded: [{ step: 'keyword', reason: 'out of reach' }],
  timings: [{ step: 'embed', milliseconds: 1.5 }],
};

const passage = samplePassage(1, 'Blue light is scattered most.');

export const sampleCitation: Citation = {
  marker: 1,
  answerSpan: { start: 0, end: 29 },
  quote: passage.text,
  sourceSpan: passage.span,
  page: null,
  passage,
  documentId: passage.documentId,
  documentVersion: 1,
  support: 'SUPPORTED',
  score: 1,
};

const facts = {
  runId: sampleRun,
  usage: noUsage,
  cache: 'MISS',
  trace: sampleTrace,
  latencyMs: 12.5,
} as const;

export const sampleAnswer: Answer = {
  ...facts,
  kind: 'answer',
  text: 'Blue light is scattered most. [1]',
  citations: [sampleCitation],
  unsupported: [],
  groundedness: 1,
  passages: [passage],
  model: 'extractive',
};

export const sampleAbstention: Abstention = {
  ...facts,
  kind: 'abstention',
  reason: 'NO_EVIDENCE',
  message: 'Nothing in the documents bears on this.',
  nearest: [passage],
};

/** The events of a run, numbered as a run log does. */
export function numbered(...bodies: readonly AnswerEventBody[]): readonly AnswerEvent[] {
  return bodies.map((body, place) => ({
    ...body,
    runId: sampleRun,
    seq: place + 1,
    terminal: isTerminal(body),
  }));
}

export const answeredRun: readonly AnswerEvent[] = numbered(
  { kind: 'answer-started', model: 'extractive' },
  { kind: 'passages-retrieved', passages: [passage], trace: sampleTrace, cache: 'MISS' },
  { kind: 'text-delta', offset: 0, text: 'Blue light is ' },
  { kind: 'text-delta', offset: 14, text: 'scattered most. [1]' },
  { kind: 'citation-added', citation: sampleCitation },
  { kind: 'answer-completed', answer: sampleAnswer },
);
