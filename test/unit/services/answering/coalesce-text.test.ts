import { describe, expect, it } from '@jest/globals';

import type { GenerationEvent } from '../../../../src/ports/language-model.js';
import { coalesceText } from '../../../../src/services/answering/coalesce-text.js';
import { ManualClock } from '../../../support/manual-clock.js';
import { ScriptedLanguageModel, type ScriptStep } from '../../../support/scripted-language-model.js';

const milliseconds = 25;
const request = { question: '', sources: [], messages: [] };

function collect(script: (clock: ManualClock) => readonly ScriptStep[]) {
  const clock = new ManualClock();
  const controller = new AbortController();
  const events: GenerationEvent[] = [];
  const model = new ScriptedLanguageModel(script(clock));
  const generated = model.generate(request, controller.signal);
  const done = (async () => {
    for await (const event of coalesceText(generated, { clock, milliseconds }, controller.signal))
      events.push(event);
  })();
  done.catch(() => undefined);
  return { clock, controller, events, done, model };
}

const wait = (clock: ManualClock, time: number): ScriptStep => ({
  kind: 'wait',
  until: () => clock.sleep(time),
});
const text = (value: string): GenerationEvent => ({ kind: 'text', text: value });

describe('coalesceText', () => {
  it('passes the first text at once and joins what comes within a window', async () => {
    const { clock, events, done } = collect((time) => ['a', wait(time, 1), 'b', 'c', wait(time, 40), 'd']);
    await clock.advance(0);
    expect(events).toEqual([text('a')]);
    await clock.advance(24);
    expect(events).toEqual([text('a')]);
    await clock.advance(1);
    expect(events).toEqual([text('a'), text('bc')]);
    await clock.advance(100);
    await done;
    expect(events).toEqual([text('a'), text('bc'), text('d')]);
  });

  it('does not wait out the window at the end', async () => {
    const { clock, events, done } = collect(() => [
      'a',
      { kind: 'usage', promptTokens: 1, completionTokens: 2 },
    ]);
    await done;
    expect(events).toHaveLength(2);
    expect(clock.waiting).toBe(0);
  });

  it('keeps the order of texts and other events', async () => {
    const usage: GenerationEvent = { kind: 'usage', promptTokens: 1, completionTokens: 2 };
    const { clock, events, done } = collect((time) => ['a', wait(time, 1), 'b', usage, 'c']);
    await clock.advance(1);
    await done;
    expect(events).toEqual([text('a'), text('b'), usage, text('c')]);
  });

  it('gives out what has come before it throws what the model threw', async () => {
    const error = new Error('broken');
    const { clock, events, done } = collect((time) => ['a', wait(time, 1), 'b', { kind: 'fail', error }]);
    await clock.advance(1);
    await expect(done).rejects.toBe(error);
    expect(events).toEqual([text('a'), text('b')]);
  });

  it('throws the reason of its signal even where the next text never comes', async () => {
    const { controller, model, done, clock } = collect(() => ['a', { kind: 'stall' }]);
    await model.stalled;
    await clock.advance(100);
    const reason = new Error('enough');
    controller.abort(reason);
    await expect(done).rejects.toBe(reason);
  });
});
