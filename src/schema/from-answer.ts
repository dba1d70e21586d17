import type { AnswerEvent, AnswerResult } from '../domain/answer.js';
import { AbstentionType } from './abstention.type.js';
import type { AnswerEventType } from './answer-event.type.js';
import {
  AnswerStartedType,
  CitationAddedType,
  PassagesRetrievedType,
  TextDeltaType,
} from './answer-progress-events.type.js';
import type { AnswerResultType } from './answer-result.type.js';
import {
  AnswerAbstainedType,
  AnswerCancelledType,
  AnswerCompletedType,
  AnswerFailedType,
} from './answer-terminal-events.type.js';
import { AnswerType } from './answer.type.js';
import { CitationType } from './citation.type.js';
import { make } from './make.js';
import { PassageType } from './passage.type.js';
import { RetrievalTraceType } from './retrieval-trace.type.js';

export function answerResultFrom(result: AnswerResult): AnswerResultType {
  return result.kind === 'answer' ? AnswerType.from(result) : AbstentionType.from(result);
}

export function answerEventFrom(event: AnswerEvent): AnswerEventType {
  const place = { runId: event.runId, seq: event.seq, terminal: event.terminal };
  switch (event.kind) {
    case 'answer-started':
      return make(AnswerStartedType, { ...place, model: event.model });
    case 'passages-retrieved':
      return make(PassagesRetrievedType, {
        ...place,
        passages: event.passages.map((passage) => PassageType.from(passage)),
        trace: RetrievalTraceType.from(event.trace),
        cache: event.cache,
      });
    case 'text-delta':
      return make(TextDeltaType, { ...place, offset: event.offset, text: event.text });
    case 'citation-added':
      return make(CitationAddedType, { ...place, citation: CitationType.from(event.citation) });
    case 'answer-completed':
      return make(AnswerCompletedType, { ...place, answer: AnswerType.from(event.answer) });
    case 'answer-abstained':
      return make(AnswerAbstainedType, { ...place, abstention: AbstentionType.from(event.abstention) });
    case 'answer-failed':
      return make(AnswerFailedType, {
        ...place,
        code: event.code,
        message: event.message,
        retryable: event.retryable,
      });
    case 'answer-cancelled':
      return make(AnswerCancelledType, place);
  }
}
