import {
  defaultFieldResolver,
  type GraphQLField,
  type GraphQLFieldResolver,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';

type Resolver = GraphQLFieldResolver<unknown, unknown>;

export interface StatisticsRecorder {
  record(operation: string, milliseconds: number, failed: boolean): void;
}

/**
 * Makes every field of Query, Mutation and Subscription record its duration and whether it failed, under its
 * own name, whatever the transport. A subscription is recorded once, when it ends; one that its client calls
 * off has not failed. `now` gives milliseconds of a clock that only goes forward.
 */
export function recordStatistics(
  schema: GraphQLSchema,
  statistics: StatisticsRecorder,
  now: () => number,
): GraphQLSchema {
  const startTimer = (operation: string) => {
    const started = now();
    return (failed: boolean) => {
      statistics.record(operation, now() - started, failed);
    };
  };
  for (const field of [...fieldsOf(schema.getQueryType()), ...fieldsOf(schema.getMutationType())]) {
    field.resolve = recordCalls(field.resolve ?? defaultFieldResolver, () => startTimer(field.name));
  }
  for (const field of fieldsOf(schema.getSubscriptionType())) {
    if (field.subscribe) field.subscribe = recordStreams(field.subscribe, () => startTimer(field.name));
  }
  return schema;
}

type StartTimer = () => (failed: boolean) => void;

function fieldsOf(type: GraphQLObjectType | null | undefined): GraphQLField<unknown, unknown>[] {
  return type ? Object.values(type.getFields()) : [];
}

function recordCalls(resolve: Resolver, startTimer: StartTimer): Resolver {
  return async (...call) => {
    const end = startTimer();
    try {
      const result: unknown = await resolve(...call);
      end(false);
      return result;
    } catch (error) {
      end(true);
      throw error;
    }
  };
}

function recordStreams(subscribe: Resolver, startTimer: StartTimer): Resolver {
  return async (...call) => {
    const end = startTimer();
    try {
      return recordEnd((await subscribe(...call)) as AsyncIterable<unknown>, end);
    } catch (error) {
      end(true);
      throw error;
    }
  };
}

async function* recordEnd(events: AsyncIterable<unknown>, end: (failed: boolean) => void) {
  let failed = false;
  try {
    yield* events;
  } catch (error) {
    failed = true;
    throw error;
  } finally {
    end(failed);
  }
}
