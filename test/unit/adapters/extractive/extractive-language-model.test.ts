import { beforeEach, describe, expect, it } from '@jest/globals';

import { ExtractiveLanguageModel } from '../../../../src/adapters/extractive/extractive-language-model.js';
import { HashingEmbedder } from '../../../../src/adapters/hashing/hashing-embedder.js';
import type { Embedder } from '../../../../src/ports/embedder.js';
import type { GenerationEvent, GenerationSource } from '../../../../src/ports/language-model.js';
import { splitSentences } from '../../../../src/services/text-analysis/split-sentences.js';

const question = 'When does the harbour freeze, in January or in March?';

describe('ExtractiveLanguageModel', () => {
  let embedder: HashingEmbedder;

  beforeEach(() => {
    embedder = new HashingEmbedder();
  });

  const answerTo = async (sources: readonly GenerationSource[], by: Embedder = embedder) => {
    const model = new ExtractiveLanguageModel({ embedder: by, splitSentences });
    const events: GenerationEvent[] = [];
    const request = { question, sources, messages: [] };
    for await (const event of model.generate(request, new AbortController().signal)) events.push(event);
    const text = events.flatMap((event) => (event.kind === 'text' ? event.text : [])).join('');
    return { events, text };
  };

  it('quotes the sentence that fits best, with the number of its source', async () => {
    const { text } = await answerTo([
      sourceOf(1, 'Ships winter in the south. Violins have four strings.'),
      sourceOf(4, 'Ice is cut by hand.\n\nThe harbour does freeze in January.'),
    ]);
    expect(text).toBe('The harbour does freeze in January. [4]');
  });

  it('lets the relevance of a source count as much as the words of a sentence', async () => {
    const sentence = 'The harbour does freeze in January.';
    const { text } = await answerTo([
      sourceOf(1, `${sentence} Or so it is said.`, 0.4),
      sourceOf(2, `${sentence.replace('January', 'March')} Or so it is written.`, 0.9),
    ]);
    expect(text).toBe('The harbour does freeze in March. [2]');
  });

  it('puts what ends without a full stop on a line of its own', async () => {
    const items =
      '- the harbour does freeze in January\n- in March the harbour does not freeze\n- Nothing else.';
    const { text } = await answerTo([sourceOf(1, items)]);
    expect(text).toBe('the harbour does freeze in January [1]\n\nin March the harbour does not freeze [1]');
  });

  it('embeds the question and all sentences in one call that the embedder takes', async () => {
    const small = new HashingEmbedder({ maxBatchSize: 3 });
    await answerTo(
      [sourceOf(1, 'The harbour does freeze in January. It thaws in May. It is deep. It is wide.')],
      small,
    );
    expect({ calls: small.calls, texts: small.texts }).toEqual({ calls: 1, texts: 3 });
  });

  it('reads 24 sentences at the most', async () => {
    const text = Array.from({ length: 40 }, (_, index) => `Sentence ${String(index)} is in here.`).join(' ');
    await answerTo([sourceOf(1, text)]);
    expect(embedder.texts).toBe(25);
  });

  it('counts the tokens it read and those it wrote', async () => {
    const { events, text } = await answerTo([
      sourceOf(1, 'The harbour does freeze in January. Ships go south in winter.'),
    ]);
    expect(events.at(-1)).toEqual({
      kind: 'usage',
      promptTokens: 10 + 6 + 5,
      completionTokens: embedder.countTokens(text),
    });
  });

  it('declines without embedding where there is no sentence to quote', async () => {
    const { events } = await answerTo([sourceOf(1, '# Harbour\n\n| a | b |')]);
    expect(events).toEqual([{ kind: 'declined' }]);
    expect(embedder.calls).toBe(0);
    expect((await answerTo([])).events).toEqual([{ kind: 'declined' }]);
  });

  it('declines where a relevant source has no sentence that fits', async () => {
    const { events } = await answerTo([sourceOf(1, 'Violins have four strings. Bows need rosin.', 0.9)]);
    expect(events).toEqual([{ kind: 'declined' }]);
  });

  it('fails as the embedder fails', async () => {
    await embedder.close();
    const answering = answerTo([sourceOf(1, 'The harbour does freeze in January.')]);
    await expect(answering).rejects.toThrow('embedder is unavailable');
  });
});

function sourceOf(number: number, text: string, score = 0.6): GenerationSource {
  return { number, title: null, headingPath: [], text, score };
}
