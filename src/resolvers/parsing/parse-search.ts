import type { AnswerInput } from '../../schema/answer.input.js';
import type { EvidenceInput } from '../../schema/evidence.input.js';
import type { Plain } from '../../schema/plain.js';
import type { SearchInput } from '../../schema/search.input.js';
import type { AnswerRequest } from '../../services/answering/answer-request.js';
import type { SearchRequest } from '../../services/retrieval/search-request.js';
import { parseDocumentsBy } from './parse-document-by.js';

/** The request of `search`; what the retrieval service checks is passed on as it is. */
export function parseSearch(input: Plain<SearchInput>): SearchRequest {
  return { query: input.query, ...parseEvidence(input, 'input') };
}

/** The request of `answer` (`argument` is `input`) and of `answerStream` (`input.start`). */
export function parseAnswer(input: Plain<AnswerInput>, argument: string): AnswerRequest {
  return {
    question: input.question,
    ...parseEvidence(input, argument),
    timeoutMs: input.timeoutMs ?? null,
  };
}

function parseEvidence(input: Plain<EvidenceInput>, argument: string): Omit<SearchRequest, 'query'> {
  return {
    collection: input.collection,
    within: input.within ? parseDocumentsBy(input.within, `${argument}.within`) : null,
    where: input.where ?? null,
    topK: input.topK ?? null,
    options: input.retrieval ?? {},
    cache: input.cache,
  };
}
