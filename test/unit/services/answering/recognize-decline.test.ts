import { describe, expect, it } from '@jest/globals';

import type { GenerationEvent } from '../../../../src/ports/language-model.js';
import { recognizeDecline } from '../../../../src/services/answering/recognize-decline.js';
import { ScriptedLanguageModel } from '../../../support/scripted-language-model.js';

async function read(...pieces: readonly string[]): Promise<readonly GenerationEvent[]> {
  const model = new ScriptedLanguageModel(pieces);
  const request = { question: '', sources: [], messages: [] };
  const events = model.generate(request, new AbortController().signal);
  const seen: GenerationEvent[] = [];
  for await (const event of recognizeDecline(events, 'NO_ANSWER')) seen.push(event);
  return seen;
}

describe('recognizeDecline', () => {
  it('turns the reply agreed upon into a decline, however it is cut', async () => {
    expect(await read(' \nNO', '_ANS', 'WER', '.')).toEqual([{ kind: 'declined' }]);
  });

  it('holds text back only as long as it may become that reply', async () => {
    expect(await read('NO', 'RWAY', ' is cold')).toEqual([
      { kind: 'text', text: 'NORWAY' },
      { kind: 'text', text: ' is cold' },
    ]);
  });

  it('gives out at the end what began like that reply', async () => {
    expect(await read('NO')).toEqual([{ kind: 'text', text: 'NO' }]);
  });

  it('takes the reply for text where it does not come first', async () => {
    expect(await read('Say ', 'NO_ANSWER')).toEqual([
      { kind: 'text', text: 'Say ' },
      { kind: 'text', text: 'NO_ANSWER' },
    ]);
  });
});
