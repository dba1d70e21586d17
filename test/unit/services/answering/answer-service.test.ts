import { describe, expect, it } from '@jest/globals';

import type { AnswerEvent } from '../../../../src/domain/answer.js';
import {
  BadUserInputError,
  CancelledError,
  ForbiddenError,
  NotFoundError,
  ProviderError,
  UnavailableError,
} from '../../../../src/domain/errors.js';
import type { DocumentId, RunId } from '../../../../src/domain/ids.js';
import { defaultPrincipal } from '../../../../src/services/access/compile-access.js';
import { AnswerFailedError } from '../../../../src/services/answering/answer-failed-error.js';
import {
  answering,
  eventsOf,
  foreigner,
  limits,
  logTtlSeconds,
  question,
  retrievalOf,
  skyAndGrass,
  stranger,
  textOf,
} from '../../../support/answering.js';
import { Chance } from '../../../support/chance.js';
import { ScriptedLanguageModel } from '../../../support/scripted-language-model.js';

const signal = new AbortController().signal;
const script = ['The sky ', 'is blue. ', '[1] Grass', ' is green. [2]'];
const stall = { kind: 'stall' } as const;
const text = 'The sky is blue. [1] Grass is green. [2]';

const kindsOf = (events: readonly AnswerEvent[]) => events.map(({ kind }) => kind);

function expectOneTerminal(events: readonly AnswerEvent[], kind: AnswerEvent['kind']): void {
  expect(events.filter(({ terminal }) => terminal).map((event) => event.kind)).toEqual([kind]);
  expect(events.at(-1)?.terminal).toBe(true);
  expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
}

describe('AnswerService: a run', () => {
  it('tells what happens in order: started, passages, text with citations, completed', async () => {
    const { service } = answering(new ScriptedLanguageModel([script.join('')]));
    const runId = await service.start(defaultPrincipal, question());
    const events = await eventsOf(service, runId);
    expect(kindsOf(events)).toEqual([
      'answer-started',
      'passages-retrieved',
      'text-delta',
      'citation-added',
      'text-delta',
      'text-delta',
      'citation-added',
      'answer-completed',
    ]);
    expectOneTerminal(events, 'answer-completed');
    expect(events.at(-1)).toMatchObject({
      runId,
      answer: {
        text,
        groundedness: 1,
        unsupported: [],
        model: 'scripted',
        cache: 'MISS',
        passages: skyAndGrass,
      },
    });
  });

  it('asks the model with the passages as numbered sources and tells what it used', async () => {
    const usage = { kind: 'usage', promptTokens: 5, completionTokens: 7 } as const;
    const model = new ScriptedLanguageModel(['Grass is green. [2]', usage]);
    const { service } = answering(model);
    const answer = await service.answer(defaultPrincipal, question('  Colour? '), signal);
    expect(model.requests).toMatchObject([{ question: 'Colour?', sources: [{ number: 1 }, { number: 2 }] }]);
    expect(answer.usage).toEqual({ promptTokens: 5, completionTokens: 7, totalTokens: 12, cost: null });
  });

  it('refuses a bad request before there is a run', async () => {
    const { service, runLog } = answering(new ScriptedLanguageModel([]));
    const refused = (request: Parameters<typeof service.start>[1]) =>
      expect(service.start(defaultPrincipal, request)).rejects;
    await refused(question(' ')).toMatchObject({ argument: 'input.question' });
    await refused(question('x'.repeat(8001))).toMatchObject({ argument: 'input.question' });
    for (const timeoutMs of [0, 1.5, limits.timeoutMs + 1]) {
      await refused({ ...question(), timeoutMs }).toMatchObject({ argument: 'input.timeoutMs' });
    }
    expect(await runLog.find('run_1' as RunId)).toBeNull();
  });

  it('abstains without asking the model where no passage was found', async () => {
    const model = new ScriptedLanguageModel(script);
    const { service } = answering(model, { passages: [] });
    const events = await eventsOf(service, await service.start(defaultPrincipal, question()));
    expectOneTerminal(events, 'answer-abstained');
    expect(events.at(-1)).toMatchObject({ abstention: { reason: 'NO_EVIDENCE', nearest: [] } });
    expect(model.requests).toEqual([]);
  });

  it('abstains where the model declines, by the event or by the reply agreed upon', async () => {
    for (const step of [{ kind: 'declined' } as const, 'NO_ANSWER']) {
      const { service } = answering(new ScriptedLanguageModel([step]));
      const events = await eventsOf(service, await service.start(defaultPrincipal, question()));
      expect(kindsOf(events)).toEqual(['answer-started', 'passages-retrieved', 'answer-abstained']);
      expect(events.at(-1)).toMatchObject({ abstention: { reason: 'NO_EVIDENCE', nearest: skyAndGrass } });
    }
  });

  it('abstains where nothing of what the model said is left', async () => {
    const { service } = answering(new ScriptedLanguageModel([' [7] ']));
    const answer = await service.answer(defaultPrincipal, question(), signal);
    expect(answer).toMatchObject({ kind: 'abstention', reason: 'LOW_SUPPORT' });
  });

  it('tells nothing of a document that was deleted while it retrieved', async () => {
    const { service, runLog, invisible } = answering(new ScriptedLanguageModel(script), {
      retrieve: () => {
        invisible.add('doc_1' as DocumentId);
        return Promise.resolve(retrievalOf(skyAndGrass));
      },
    });
    const runId = await service.start(defaultPrincipal, question());
    const events: AnswerEvent[] = [];
    for await (const event of runLog.tail(runId, 0, signal)) events.push(event);
    expect(events).toMatchObject([{ kind: 'answer-started' }, { kind: 'answer-failed', code: 'CONFLICT' }]);
  });
});

describe('AnswerService: how a run ends', () => {
  it('fails with the code of what failed in mid-stream, and the text so far stands', async () => {
    const error = new ProviderError('openai', 'it failed (503)', true);
    const { service } = answering(new ScriptedLanguageModel([...script, { kind: 'fail', error }]));
    const events = await eventsOf(service, await service.start(defaultPrincipal, question()));
    expectOneTerminal(events, 'answer-failed');
    expect(events.at(-1)).toMatchObject({ code: 'PROVIDER_ERROR', message: error.message, retryable: true });
    expect(text.startsWith(textOf(events))).toBe(true);
    expect(textOf(events)).toContain('The sky is blue. [1]');
  });

  it('fails as UNAVAILABLE where retrieval does, and masks what nobody should see', async () => {
    const outage = answering(new ScriptedLanguageModel(script), {
      retrieve: () => Promise.reject(new UnavailableError('index', 'down')),
    });
    await expect(outage.service.answer(defaultPrincipal, question(), signal)).rejects.toMatchObject({
      code: 'UNAVAILABLE',
      retryable: true,
    });
    const bug = answering(new ScriptedLanguageModel(script), {
      retrieve: () => Promise.reject(new TypeError('secret of /home/me')),
    });
    await expect(bug.service.answer(defaultPrincipal, question(), signal)).rejects.toEqual(
      new AnswerFailedError({ code: 'INTERNAL', message: 'an internal error', retryable: false }),
    );
    expect(bug.logger.messages('error')).toEqual(['a run failed']);
  });

  it('ends at its deadline, whatever it waits for', async () => {
    const hanging = answering(new ScriptedLanguageModel(script), { retrieve: () => new Promise(() => {}) });
    const stalling = answering(new ScriptedLanguageModel([...script, stall]));
    for (const { service, clock } of [hanging, stalling]) {
      const runId = await service.start(defaultPrincipal, { ...question(), timeoutMs: 5000 });
      const following = eventsOf(service, runId);
      await clock.advance(4999);
      expect(await service.result(defaultPrincipal, runId)).toBeNull();
      await clock.advance(1);
      const events = await following;
      expectOneTerminal(events, 'answer-failed');
      expect(events.at(-1)).toMatchObject({ code: 'DEADLINE_EXCEEDED', retryable: true });
      expect(clock.waiting).toBeLessThanOrEqual(1);
    }
  });

  it('is cancelled without waiting for a token that never comes, and the model is told at once', async () => {
    const model = new ScriptedLanguageModel([...script, stall]);
    const { service } = answering(model);
    const runId = await service.start(defaultPrincipal, question());
    await model.stalled;
    const cancelling = service.cancel(defaultPrincipal, runId);
    await expect(cancelling).resolves.toBe(true);
    expect(model.signals.map(({ aborted }) => aborted)).toEqual([true]);
    expectOneTerminal(await eventsOf(service, runId), 'answer-cancelled');
    await expect(service.cancel(defaultPrincipal, runId)).resolves.toBe(false);
    await expect(service.result(defaultPrincipal, runId)).rejects.toBeInstanceOf(CancelledError);
  });

  it('is cancelled once nobody has followed it for the grace, even if nobody ever did', async () => {
    const model = new ScriptedLanguageModel([...script, stall]);
    const { service, clock } = answering(model);
    const runId = await service.start(defaultPrincipal, question());
    await clock.advance(limits.runGraceMs - 1);
    expect(model.signals[0]?.aborted).toBe(false);
    await clock.advance(1);
    expect(model.signals[0]?.aborted).toBe(true);
    expectOneTerminal(await eventsOf(service, runId), 'answer-cancelled');
  });

  it('goes on while somebody follows it, and for the grace after the last one left', async () => {
    const model = new ScriptedLanguageModel([...script, stall]);
    const { service, clock } = answering(model);
    const runId = await service.start(defaultPrincipal, question());
    const follower = new AbortController();
    const following = eventsOf(service, runId, 0, follower.signal);
    await clock.advance(limits.runGraceMs + 10_000);
    expect(model.signals[0]?.aborted).toBe(false);
    follower.abort();
    expect(textOf(await following)).toBe('The sky is blue. [1] Grass is green.');
    await clock.advance(limits.runGraceMs - 1);
    expect(model.signals[0]?.aborted).toBe(false);
    await clock.advance(1);
    expect(model.signals[0]?.aborted).toBe(true);
  });

  it('ends where the server stops, and no other begins', async () => {
    const model = new ScriptedLanguageModel([...script, stall]);
    const { service } = answering(model);
    const runId = await service.start(defaultPrincipal, question());
    await model.stalled;
    await service.stop();
    expectOneTerminal(await eventsOf(service, runId), 'answer-cancelled');
    await expect(service.start(defaultPrincipal, question())).rejects.toBeInstanceOf(UnavailableError);
  });

  const chance = new Chance();
  it(`has exactly one terminal event whatever ends it at whichever moment (seed ${chance.seed})`, async () => {
    for (let round = 0; round < 100; round++) {
      const failure = { kind: 'fail', error: new Error('random') } as const;
      const { service, clock } = answering(
        new ScriptedLanguageModel([
          ...script,
          chance.pick<typeof failure | typeof stall | string>([failure, stall, '!']),
        ]),
      );
      const timeoutMs = 1 + chance.below(60);
      const runId = await service.start(defaultPrincipal, { ...question(), timeoutMs });
      const following = eventsOf(service, runId);
      await clock.advance(chance.below(60));
      if (chance.takes(0.3)) await service.cancel(defaultPrincipal, runId);
      if (chance.takes(0.3)) await service.stop();
      await clock.advance(100);
      const events = await following;
      expect(events.filter(({ terminal }) => terminal)).toHaveLength(1);
      expect(events.at(-1)?.terminal).toBe(true);
    }
  });
});

describe('AnswerService: following', () => {
  const chance = new Chance();
  it(`loses and repeats nothing over 100 drops and resumes (seed ${chance.seed})`, async () => {
    for (let round = 0; round < 100; round++) {
      const pieces = Array.from({ length: 20 }, (_, index) => `Word${index} is here. `);
      const { service, clock } = answering(
        new ScriptedLanguageModel(
          pieces.flatMap((piece) => [
            piece,
            { kind: 'wait', until: () => clock.sleep(chance.below(40)) } as const,
          ]),
        ),
      );
      const runId = await service.start(defaultPrincipal, question());
      const seen: AnswerEvent[] = [];
      while (seen.at(-1)?.terminal !== true) {
        const dropAfter = 1 + chance.below(4);
        const controller = new AbortController();
        const following = (async () => {
          let count = 0;
          const from = { runId, afterSeq: seen.at(-1)?.seq ?? 0 };
          for await (const event of service.follow(defaultPrincipal, from, controller.signal)) {
            seen.push(event);
            if (++count === dropAfter) controller.abort();
          }
        })();
        await clock.advance(chance.below(100));
        if (chance.takes(0.5)) controller.abort();
        else await clock.advance(1000);
        await following;
      }
      expectOneTerminal(seen, 'answer-completed');
      expect(seen.at(-1)).toMatchObject({ answer: { text: textOf(seen) } });
      expect(textOf(seen)).toBe(pieces.join('').trim());
    }
  });

  it('begins after the event asked for, on a run that has ended as well', async () => {
    const { service } = answering(new ScriptedLanguageModel(script));
    const runId = await service.start(defaultPrincipal, question());
    const all = await eventsOf(service, runId);
    expect(await eventsOf(service, runId, 2)).toEqual(all.slice(2));
    expect(await eventsOf(service, runId, all.length)).toEqual([]);
  });

  it('refuses a position beyond the last event', async () => {
    const { service } = answering(new ScriptedLanguageModel(script));
    const runId = await service.start(defaultPrincipal, question());
    const { length } = await eventsOf(service, runId);
    for (const afterSeq of [-1, length + 1, 0.5]) {
      await expect(eventsOf(service, runId, afterSeq)).rejects.toBeInstanceOf(BadUserInputError);
    }
  });

  it('hides a run from every other subject and tenant as if it were not there', async () => {
    const { service } = answering(new ScriptedLanguageModel([...script, stall]));
    const runId = await service.start(defaultPrincipal, question());
    const messageFor = async (work: Promise<unknown>, id: string) => {
      const error = await work.catch((caught: unknown) => caught);
      expect(error).toBeInstanceOf(NotFoundError);
      return (error as NotFoundError).message.replaceAll(id, 'RUN');
    };
    const missing = await messageFor(service.cancel(defaultPrincipal, 'run_x' as RunId), 'run_x');
    expect(missing).toContain('limited time');
    for (const principal of [stranger, foreigner]) {
      const next = () => service.follow(principal, { runId, afterSeq: 0 }, signal).next();
      expect(await messageFor(next(), runId)).toBe(missing);
      expect(await messageFor(service.cancel(principal, runId), runId)).toBe(missing);
      expect(await messageFor(service.result(principal, runId), runId)).toBe(missing);
    }
    expect(await service.cancel(defaultPrincipal, runId)).toBe(true);
  });

  it('refuses a principal without the scope READ', async () => {
    const { service } = answering(new ScriptedLanguageModel(script));
    const runId = await service.start(defaultPrincipal, question());
    const writer = { ...defaultPrincipal, scopes: ['INGEST'] as const };
    await expect(service.result(writer, runId)).rejects.toBeInstanceOf(ForbiddenError);
  });

  it('checks again that the documents a run rests on are visible', async () => {
    const { service, invisible } = answering(new ScriptedLanguageModel(script));
    const runId = await service.start(defaultPrincipal, question());
    await eventsOf(service, runId);
    invisible.add('doc_2' as DocumentId);
    await expect(eventsOf(service, runId, 1)).rejects.toThrow(/deleted or is no longer visible/);
    await expect(service.result(defaultPrincipal, runId)).rejects.toThrow(/deleted or is no longer visible/);
  });

  it('says that logs are kept for a limited time where one has expired', async () => {
    const { service, clock } = answering(new ScriptedLanguageModel(script));
    const runId = await service.start(defaultPrincipal, question());
    await eventsOf(service, runId);
    await clock.advance(logTtlSeconds * 1000 + 1);
    await expect(eventsOf(service, runId)).rejects.toThrow(/kept for a limited time/);
  });

  it('ends, and the run with it, when a deletion removes the run', async () => {
    const model = new ScriptedLanguageModel([...script, stall]);
    const { service, runLog, clock } = answering(model);
    const runId = await service.start(defaultPrincipal, question());
    const following = eventsOf(service, runId);
    await model.stalled;
    await runLog.purgeDocuments(['doc_1' as DocumentId]);
    expect(kindsOf(await following)).not.toContain('answer-completed');
    await clock.advance(limits.runGraceMs);
    expect(model.signals[0]?.aborted).toBe(true);
  });
});

describe('AnswerService: whole answers', () => {
  it('collects the same run that a stream would follow', async () => {
    const { service } = answering(new ScriptedLanguageModel(script));
    const answer = await service.answer(defaultPrincipal, question(), signal);
    const events = await eventsOf(service, answer.runId);
    expect(events.at(-1)).toMatchObject({ answer });
    expect(await service.result(defaultPrincipal, answer.runId)).toEqual(answer);
  });

  it('cancels the run when its caller leaves, and rejects with the reason', async () => {
    const model = new ScriptedLanguageModel([...script, stall]);
    const { service } = answering(model);
    const controller = new AbortController();
    const answer = service.answer(defaultPrincipal, question(), controller.signal);
    answer.catch(() => undefined);
    await model.stalled;
    const reason = new Error('left');
    controller.abort(reason);
    await expect(answer).rejects.toBe(reason);
    expect(model.signals[0]?.aborted).toBe(true);
  });

  it('rejects as cancelled where somebody cancels the run', async () => {
    const model = new ScriptedLanguageModel([...script, stall]);
    const { service } = answering(model);
    const answer = service.answer(defaultPrincipal, question(), signal);
    answer.catch(() => undefined);
    await model.stalled;
    await service.stop();
    await expect(answer).rejects.toBeInstanceOf(CancelledError);
  });
});
