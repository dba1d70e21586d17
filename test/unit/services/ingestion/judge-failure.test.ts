import { describe, expect, it } from '@jest/globals';

import { IngestionFailure, ProviderError, UnavailableError } from '../../../../src/domain/errors.js';
import { judgeFailure } from '../../../../src/services/ingestion/judge-failure.js';

const longest = () => 1;

describe('judgeFailure', () => {
  it('fails at once where trying again cannot help, with the code and the reason', () => {
    const failure = new IngestionFailure('NO_TEXT', 'there is no text in it');
    expect(judgeFailure(failure, 1, longest)).toEqual({
      kind: 'fail',
      error: { code: 'NO_TEXT', message: 'there is no text in it', retryable: false },
    });
    expect(judgeFailure(new ProviderError('openai', 'the key is wrong', false), 1, longest)).toMatchObject({
      kind: 'fail',
      error: { code: 'EMBEDDING_FAILED' },
    });
  });

  it('backs off from one second to five minutes while an outage lasts, then fails', () => {
    const outage = new UnavailableError('blobs', 'the disk is full');
    const verdicts = [1, 2, 3, 4, 5, 6, 7, 8].map((attempts) => judgeFailure(outage, attempts, longest));
    const delays = verdicts.map((verdict) => (verdict.kind === 'retry' ? verdict.afterMilliseconds : null));
    expect(delays).toEqual([1000, 3000, 9000, 27_000, 81_000, 243_000, 300_000, null]);
    expect(verdicts.at(-1)).toMatchObject({ kind: 'fail', error: { code: 'STORE_FAILED', retryable: true } });
  });

  it('leaves half of each delay to chance', () => {
    const outage = new IngestionFailure('EMBEDDING_FAILED', 'busy', true);
    expect(judgeFailure(outage, 3, () => 0)).toMatchObject({ afterMilliseconds: 4500 });
    expect(judgeFailure(outage, 3, () => 0.5)).toMatchObject({ afterMilliseconds: 6750 });
  });

  it('tries a fault of the server three times and keeps its words to itself', () => {
    const fault = new TypeError('secret detail');
    expect(judgeFailure(fault, 2, longest)).toMatchObject({ kind: 'retry', error: { code: 'INTERNAL' } });
    const verdict = judgeFailure(fault, 3, longest);
    expect(verdict).toMatchObject({ kind: 'fail', error: { code: 'INTERNAL' } });
    expect(verdict.error.message).not.toContain('secret');
  });
});
