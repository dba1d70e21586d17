import { beforeEach, describe, expect, it } from '@jest/globals';

import type { AnswerEvent, AnswerEventBody } from '../../src/domain/answer.js';
import { ConflictError } from '../../src/domain/errors.js';
import { makeId } from '../../src/domain/ids.js';
import type { DocumentId, RunId, TenantId } from '../../src/domain/ids.js';
import type { RunLog, RunRecord } from '../../src/ports/run-log.js';

export interface RunLogUnderTest {
  /** Empty, with a time to live of 60 seconds and room for a hundred runs. */
  readonly log: RunLog;
  /** Lets time pass for the log. */
  readonly advance: (milliseconds: number) => Promise<void>;
}

const text = (offset: number, words: string): AnswerEventBody => ({
  kind: 'text-delta',
  offset,
  text: words,
});
const cancelled: AnswerEventBody = { kind: 'answer-cancelled' };
const never = new AbortController().signal;

/** What every `RunLog` must do. */
export function describeRunLog(name: string, create: () => RunLogUnderTest | Promise<RunLogUnderTest>): void {
  describe(`${name} as RunLog`, () => {
    let log: RunLog;
    let advance: RunLogUnderTest['advance'];
    let count = 0;

    beforeEach(async () => {
      ({ log, advance } = await create());
    });

    async function begin(): Promise<RunRecord> {
      count += 1;
      const run: RunRecord = {
        id: makeId('run', `contract${count}`),
        tenant: 'default' as TenantId,
        subject: 'local',
        createdAt: new Date('2026-01-01T00:00:00.000Z'),
      };
      await log.create(run);
      return run;
    }

    async function write(id: RunId, bodies: readonly AnswerEventBody[]): Promise<void> {
      for (const body of bodies) await log.append(id, body);
    }

    async function read(id: RunId, afterSeq = 0, signal = never): Promise<AnswerEvent[]> {
      const events: AnswerEvent[] = [];
      for await (const event of log.tail(id, afterSeq, signal)) events.push(event);
      return events;
    }

    it('finds a run as it was created, and null where there is none', async () => {
      const run = await begin();
      expect(await log.find(run.id)).toEqual(run);
      expect(await log.find(makeId('run', 'missing'))).toBeNull();
    });

    it('numbers events from 1 without gaps and marks the terminal one', async () => {
      const { id } = await begin();
      expect(await log.lastSeq(id)).toBe(0);
      await expect(log.append(id, { kind: 'answer-started', model: 'm' })).resolves.toEqual({
        kind: 'answer-started',
        model: 'm',
        runId: id,
        seq: 1,
        terminal: false,
      });
      await write(id, [text(0, 'a'), cancelled]);
      expect((await read(id)).map(({ seq, terminal }) => [seq, terminal])).toEqual([
        [1, false],
        [2, false],
        [3, true],
      ]);
      expect(await log.lastSeq(id)).toBe(3);
    });

    it('keeps the numbers of appends that race without gaps', async () => {
      const { id } = await begin();
      await Promise.all(Array.from({ length: 50 }, (_, offset) => log.append(id, text(offset, 'x'))));
      await log.append(id, cancelled);
      expect((await read(id)).map((event) => event.seq)).toEqual(Array.from({ length: 51 }, (_, i) => i + 1));
    });

    it('keeps the events of two runs apart', async () => {
      const [one, other] = [await begin(), await begin()];
      await write(one.id, [text(0, 'one'), cancelled]);
      await write(other.id, [cancelled]);
      expect((await read(one.id)).map((event) => event.kind)).toEqual(['text-delta', 'answer-cancelled']);
      expect((await read(other.id)).map((event) => event.kind)).toEqual(['answer-cancelled']);
    });

    it('refuses and does not store what comes after the terminal event', async () => {
      const { id } = await begin();
      await write(id, [text(0, 'a'), cancelled]);
      await expect(log.append(id, cancelled)).rejects.toBeInstanceOf(ConflictError);
      await expect(log.append(id, text(1, 'b'))).rejects.toBeInstanceOf(ConflictError);
      expect(await log.lastSeq(id)).toBe(2);
    });

    it('refuses an append to a run that is not there', async () => {
      await expect(log.append(makeId('run', 'missing'), cancelled)).rejects.toBeInstanceOf(Error);
    });

    it('gives a tail what is stored after its seq, then what comes, and ends it after the terminal event', async () => {
      const { id } = await begin();
      await write(id, [text(0, 'a'), text(1, 'b')]);
      const tail = log.tail(id, 1, never)[Symbol.asyncIterator]();
      expect((await tail.next()).value).toMatchObject({ seq: 2 });
      const pending = tail.next();
      await log.append(id, text(2, 'c'));
      expect((await pending).value).toMatchObject({ seq: 3, text: 'c' });
      await log.append(id, cancelled);
      expect((await tail.next()).value).toMatchObject({ seq: 4, terminal: true });
      expect(await tail.next()).toMatchObject({ done: true });
    });

    it('gives any number of tails the same events, wherever each began', async () => {
      const { id } = await begin();
      const early = Array.from({ length: 5 }, () => read(id));
      for (let offset = 0; offset < 20; offset += 1) await log.append(id, text(offset, 'x'));
      const late = read(id, 7);
      await log.append(id, cancelled);
      const whole = await read(id);
      expect(whole).toHaveLength(21);
      for (const events of await Promise.all(early)) expect(events).toEqual(whole);
      expect(await late).toEqual(whole.slice(7));
    });

    it('ends a tail at once where the terminal event is not after its seq, or the run is not there', async () => {
      const { id } = await begin();
      await log.append(id, cancelled);
      expect(await read(id, 1)).toEqual([]);
      expect(await read(id, 99)).toEqual([]);
      expect(await read(makeId('run', 'missing'))).toEqual([]);
    });

    it('ends a waiting tail without an error when its signal aborts, and not the others', async () => {
      const { id } = await begin();
      const controller = new AbortController();
      const left = read(id, 0, controller.signal);
      const stays = read(id);
      await log.append(id, text(0, 'a'));
      controller.abort(new Error('gone'));
      expect((await left).length).toBeLessThanOrEqual(1);
      await log.append(id, cancelled);
      expect(await stays).toHaveLength(2);
      expect(await read(id, 0, controller.signal)).toEqual([]);
    });

    it('purges the runs that hold words of a document, and ends their tails', async () => {
      const [held, kept] = [await begin(), await begin()];
      const [gone, other] = [makeId('document', 'gone'), makeId('document', 'other')];
      await log.noteDocuments(held.id, [other]);
      await log.noteDocuments(held.id, [gone, other]);
      await log.noteDocuments(kept.id, [other]);
      expect([...(await log.documentsOf(held.id))].sort()).toEqual([gone, other].sort());
      const waiting = read(held.id);
      expect(await log.purgeDocuments([gone])).toEqual([held.id]);
      expect(await waiting).toEqual([]);
      expect(await log.find(held.id)).toBeNull();
      expect(await log.documentsOf(held.id)).toEqual([]);
      expect(await log.find(kept.id)).toEqual(kept);
      expect(await log.purgeDocuments([gone])).toEqual([]);
    });

    it('has no documents where none were noted', async () => {
      const none: readonly DocumentId[] = [];
      expect(await log.documentsOf((await begin()).id)).toEqual(none);
      expect(await log.documentsOf(makeId('run', 'missing'))).toEqual(none);
    });

    it('lets a run vanish a time to live after its last event, not after its first', async () => {
      const { id } = await begin();
      await advance(50_000);
      await log.append(id, text(0, 'a'));
      await advance(50_000);
      expect(await log.lastSeq(id)).toBe(1);
      const waiting = read(id, 1);
      await advance(10_001);
      expect(await log.find(id)).toBeNull();
      expect(await read(id)).toEqual([]);
      expect(await waiting).toEqual([]);
      await expect(log.append(id, cancelled)).rejects.toBeInstanceOf(Error);
    });

    it('passes its check', async () => {
      await expect(log.check()).resolves.toBeUndefined();
    });
  });
}
