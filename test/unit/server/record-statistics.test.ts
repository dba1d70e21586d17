import { describe, expect, it } from '@jest/globals';
import { buildSchema, execute, parse, subscribe, type ExecutionResult } from 'graphql';

import { recordStatistics } from '../../../src/server/record-statistics.js';

const sdl = 'type Query { good: Int bad: Int } type Subscription { ticks: Int }';

function setUp(ticks: () => AsyncIterable<unknown>) {
  const recorded: [operation: string, milliseconds: number, failed: boolean][] = [];
  let time = 0;
  const schema = buildSchema(sdl);
  const query = schema.getQueryType()?.getFields() ?? {};
  const subscription = schema.getSubscriptionType()?.getFields() ?? {};
  Object.assign(query['good'] ?? {}, { resolve: () => Promise.resolve((time += 5)) });
  Object.assign(query['bad'] ?? {}, {
    resolve: () => {
      throw new Error('bad');
    },
  });
  Object.assign(subscription['ticks'] ?? {}, { subscribe: ticks });
  const statistics = { record: (...call: (typeof recorded)[number]) => void recorded.push(call) };
  recordStatistics(schema, statistics, () => time);
  return { schema, recorded, pass: (milliseconds: number) => (time += milliseconds) };
}

async function* twoTicks(): AsyncGenerator {
  yield await Promise.resolve({ ticks: 1 });
  yield { ticks: 2 };
}

function events(result: AsyncIterable<ExecutionResult> | ExecutionResult) {
  if (!(Symbol.asyncIterator in result)) throw new Error('no stream');
  return result[Symbol.asyncIterator]();
}

describe('recordStatistics', () => {
  it('records the duration of a field by its own name, whatever its alias', async () => {
    const { schema, recorded } = setUp(twoTicks);
    await execute({ schema, document: parse('{ x: good }') });
    expect(recorded).toEqual([['good', 5, false]]);
  });

  it('records a failure and passes it on', async () => {
    const { schema, recorded } = setUp(twoTicks);
    const result = await execute({ schema, document: parse('{ bad }') });
    expect(result.errors?.map(({ message }) => message)).toEqual(['bad']);
    expect(recorded).toEqual([['bad', 0, true]]);
  });

  it('records a subscription once, when it ends', async () => {
    const { schema, recorded, pass } = setUp(twoTicks);
    const stream = events(await subscribe({ schema, document: parse('subscription { ticks }') }));
    await stream.next();
    pass(7);
    expect(recorded).toEqual([]);
    await stream.next();
    await stream.next();
    expect(recorded).toEqual([['ticks', 7, false]]);
  });

  it('does not call a subscription failed that its client calls off', async () => {
    const { schema, recorded } = setUp(twoTicks);
    const stream = events(await subscribe({ schema, document: parse('subscription { ticks }') }));
    await stream.next();
    await stream.return?.();
    expect(recorded).toEqual([['ticks', 0, false]]);
  });

  it('records a subscription that fails, at once or on the way', async () => {
    const failing = setUp(() => {
      throw new Error('not found');
    });
    await subscribe({ schema: failing.schema, document: parse('subscription { ticks }') });
    expect(failing.recorded).toEqual([['ticks', 0, true]]);

    const breaking = setUp(async function* () {
      yield await Promise.resolve({ ticks: 1 });
      throw new Error('gone');
    });
    const document = parse('subscription { ticks }');
    const stream = events(await subscribe({ schema: breaking.schema, document }));
    await stream.next();
    await expect(stream.next()).rejects.toThrow('gone');
    expect(breaking.recorded).toEqual([['ticks', 0, true]]);
  });
});
