import { describe, expect, it } from '@jest/globals';

import type { GenerationEvent, GenerationRequest, LanguageModel } from '../../src/ports/language-model.js';
import { buildPrompt, declineReply } from '../../src/services/answering/prompt.js';
import { recognizeDecline } from '../../src/services/answering/recognize-decline.js';
import { samplePassage } from '../support/sample-passage.js';

/**
 * What every language model keeps. `create` gives one that answers `answerable`, from source 2, or one that
 * declines `unanswerable`: by the event, or by the reply its prompt asks for.
 */
export function describeLanguageModel(
  name: string,
  create: (behaviour: 'answers' | 'declines') => Promise<LanguageModel>,
): void {
  describe(`${name} as a LanguageModel`, () => {
    it('says who it is', async () => {
      const model = await create('answers');
      expect(model.name).not.toBe('');
      expect(model.provider).not.toBe('');
    });

    it('resolves its check when it can be used', async () => {
      await expect((await create('answers')).check()).resolves.toBeUndefined();
    });

    it('gives its text in several pieces, none empty, and cites after what it says', async () => {
      const pieces = texts(await eventsOf(await create('answers'), answerable));
      expect(pieces.length).toBeGreaterThan(1);
      expect(pieces).not.toContain('');
      expect(pieces.join('')).toMatch(/^[^[]+ \[2\]/);
    });

    it('cites only numbers that the sources have', async () => {
      const text = texts(await eventsOf(await create('answers'), answerable)).join('');
      const cited = [...text.matchAll(/\[(\d+)\]/g)].map(([, number]) => Number(number));
      const numbers = answerable.sources.map(({ number }) => number);
      expect(cited.filter((number) => !numbers.includes(number))).toEqual([]);
    });

    it('tells what it used once, after all its text', async () => {
      const events = await eventsOf(await create('answers'), answerable);
      expect(events.filter(({ kind }) => kind === 'usage')).toHaveLength(1);
      const usage = events.at(-1);
      if (usage?.kind !== 'usage') throw new Error('the last event is not the usage');
      expect(usage.promptTokens).toBeGreaterThan(0);
      expect(usage.completionTokens).toBeGreaterThan(0);
    });

    it('declines where the sources do not answer, and says nothing else', async () => {
      const events = await eventsOf(await create('declines'), unanswerable);
      expect(events.filter(({ kind }) => kind !== 'usage')).toEqual([{ kind: 'declined' }]);
    });

    it('keeps answers apart that it gives at once', async () => {
      const model = await create('answers');
      const alone = texts(await eventsOf(model, answerable)).join('');
      const together = await Promise.all([eventsOf(model, answerable), eventsOf(model, answerable)]);
      expect(together.map((events) => texts(events).join(''))).toEqual([alone, alone]);
    });

    it('throws the reason of a signal that was aborted before, and says nothing', async () => {
      const reason = new Error('not wanted');
      const said: GenerationEvent[] = [];
      const generating = collect(await create('answers'), answerable, AbortSignal.abort(reason), (event) =>
        said.push(event),
      );
      await expect(generating).rejects.toBe(reason);
      expect(said).toEqual([]);
    });

    it('throws the reason of a signal that aborts after the first piece, and says no more', async () => {
      const reason = new Error('no longer wanted');
      const controller = new AbortController();
      const said: GenerationEvent[] = [];
      const generating = collect(await create('answers'), answerable, controller.signal, (event) => {
        said.push(event);
        controller.abort(reason);
      });
      await expect(generating).rejects.toBe(reason);
      expect(said).toHaveLength(1);
    });

    it('ends quietly where nobody reads on', async () => {
      const model = await create('answers');
      for await (const event of model.generate(answerable, new AbortController().signal)) {
        expect(event.kind).toBe('text');
        break;
      }
    });
  });
}

const answerable = requestFor('When does the harbour freeze?', 0.7, [
  'A violin has four strings, tuned in fifths, and is played with a bow of horsehair.',
  'The harbour freezes in January. Ships winter in the south.',
]);

const unanswerable = requestFor('Who composed the opera about the moon landing?', 0.3, [
  'Invoices are due within thirty days of delivery.',
  'Octopuses have three hearts: two pump blood through the gills and one through the body.',
]);

/** As the answering service makes it, of passages that are all of one `score`. */
function requestFor(question: string, score: number, passages: readonly string[]): GenerationRequest {
  const ranked = passages.map((text, index) => ({ ...samplePassage(index + 1, text), score }));
  return buildPrompt(question, ranked, { maxContextTokens: 1_000, countTokens: (text) => text.length });
}

async function eventsOf(model: LanguageModel, request: GenerationRequest): Promise<GenerationEvent[]> {
  const events: GenerationEvent[] = [];
  await collect(model, request, new AbortController().signal, (event) => events.push(event));
  return events;
}

async function collect(
  model: LanguageModel,
  request: GenerationRequest,
  signal: AbortSignal,
  onEvent: (event: GenerationEvent) => void,
): Promise<void> {
  for await (const event of recognizeDecline(model.generate(request, signal), declineReply)) onEvent(event);
}

function texts(events: readonly GenerationEvent[]): readonly string[] {
  return events.flatMap((event) => (event.kind === 'text' ? [event.text] : []));
}
