import {
  Arg,
  Ctx,
  ID,
  Mutation,
  Query,
  Resolver,
  Root,
  Subscription,
  type SubscribeResolverData,
} from 'type-graphql';

import type { AnswerEvent } from '../domain/answer.js';
import { BadUserInputError } from '../domain/errors.js';
import type { RunId } from '../domain/ids.js';
import { AnswerEventType } from '../schema/answer-event.type.js';
import { AnswerResultType } from '../schema/answer-result.type.js';
import { AnswerInput, AnswerStreamInput } from '../schema/answer.input.js';
import { answerEventFrom, answerResultFrom } from '../schema/from-answer.js';
import type { OperationContext } from './operation-context.js';
import { parseId } from './parsing/parse-id.js';
import { parseResume } from './parsing/parse-resume.js';
import { parseAnswer } from './parsing/parse-search.js';

@Resolver()
export class AnswerResolver {
  @Query(() => AnswerResultType, {
    nullable: true,
    description: 'Answers a question from the documents. Refused over GET: it may cost money.',
  })
  async answer(
    @Arg('input', () => AnswerInput, { description: 'The question.' }) input: AnswerInput,
    @Ctx() { services, principal, signal }: OperationContext,
  ): Promise<AnswerResultType> {
    return answerResultFrom(await services.answers.answer(principal, parseAnswer(input, 'input'), signal));
  }

  @Query(() => AnswerResultType, {
    nullable: true,
    description: 'What an ended run came to, as long as its log is kept.',
  })
  async answerRun(
    @Arg('runId', () => ID, { description: 'The run.' }) runId: string,
    @Ctx() { services, principal }: OperationContext,
  ): Promise<AnswerResultType | null> {
    const result = await services.answers.result(principal, parseId('run', runId, 'runId'));
    return result && answerResultFrom(result);
  }

  @Mutation(() => Boolean, {
    description: 'Ends the run and aborts the model call behind it. True if the run was still going.',
  })
  cancelAnswer(
    @Arg('runId', () => ID, { description: 'The run.' }) runId: string,
    @Ctx() { services, principal }: OperationContext,
  ): Promise<boolean> {
    return services.answers.cancel(principal, parseId('run', runId, 'runId'));
  }

  @Subscription(() => AnswerEventType, {
    description: 'Answers a question, event by event, or goes on following a run.',
    subscribe: followRun,
  })
  answerStream(
    @Arg('input', () => AnswerStreamInput, { description: 'The question, or the run.' })
    _input: AnswerStreamInput,
    @Root() event: AnswerEvent,
  ): AnswerEventType {
    return answerEventFrom(event);
  }
}

type StreamRequest = SubscribeResolverData<unknown, { readonly input: AnswerStreamInput }, OperationContext>;

async function followRun({ args: { input }, context }: StreamRequest): Promise<AsyncIterable<AnswerEvent>> {
  const { services, principal, signal } = context;
  const from = input.start
    ? { runId: await startRun(input.start, context), afterSeq: 0 }
    : parseResume(input.resume, 'input.resume');
  return services.answers.follow(principal, from, signal);
}

async function startRun(input: AnswerInput, { services, principal }: OperationContext): Promise<RunId> {
  const argument = 'input.start';
  try {
    return await services.answers.start(principal, parseAnswer(input, argument));
  } catch (error) {
    // The service knows the question as `input`, which is where the `answer` query has it.
    if (!(error instanceof BadUserInputError) || error.argument.startsWith(argument)) throw error;
    throw new BadUserInputError(error.argument.replace(/^input/, argument), error.reason);
  }
}
