import { Ctx, Query, Resolver } from 'type-graphql';

import { HealthType } from '../schema/health.type.js';
import { ServiceStatsType } from '../schema/service-stats.type.js';
import type { OperationContext } from './operation-context.js';

@Resolver()
export class ServiceResolver {
  @Query(() => HealthType, { description: 'How well the server is, and which parts it is made of.' })
  async health(@Ctx() { services }: OperationContext): Promise<HealthType> {
    return HealthType.from(await services.health.check());
  }

  @Query(() => [ServiceStatsType], { description: 'Counts by operation since this process started.' })
  stats(@Ctx() { services }: OperationContext): ServiceStatsType[] {
    return services.statistics.snapshot().map((counts) => ServiceStatsType.from(counts));
  }
}
