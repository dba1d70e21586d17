import { Field, Float, ObjectType } from 'type-graphql';

import type { ComponentHealth, HealthStatus } from '../domain/health.js';
import { enumType } from './enum-type.js';
import { make } from './make.js';

export const HealthStatusEnum = enumType<HealthStatus>('HealthStatus', 'How well something is.', {
  HEALTHY: 'It works.',
  DEGRADED: 'It works, without a part it can do without.',
  UNHEALTHY: 'It does not work.',
});

@ObjectType('ComponentHealth', { description: 'One part of the server.' })
export class ComponentHealthType {
  @Field(() => String, { description: "The part's name." })
  readonly name!: string;

  @Field(() => HealthStatusEnum, { description: 'How well it is.' })
  readonly status!: HealthStatus;

  @Field(() => String, { nullable: true, description: 'What is in use, or what is wrong.' })
  readonly detail!: string | null;

  @Field(() => Float, { nullable: true, description: 'How long the check took.' })
  readonly latencyMs!: number | null;

  static from(component: ComponentHealth): ComponentHealthType {
    return make(ComponentHealthType, {
      name: component.name,
      status: component.status,
      detail: component.detail,
      latencyMs: component.latencyMs,
    });
  }
}

@ObjectType('Health', { description: 'How well the server is, and which parts it is made of.' })
export class HealthType {
  @Field(() => HealthStatusEnum, { description: 'The server as a whole.' })
  readonly status!: HealthStatus;

  @Field(() => String, { description: 'The version that runs.' })
  readonly version!: string;

  @Field(() => [ComponentHealthType], { description: 'Its parts.' })
  readonly components!: ComponentHealthType[];

  static from(health: {
    readonly status: HealthStatus;
    readonly version: string;
    readonly components: readonly ComponentHealth[];
  }): HealthType {
    return make(HealthType, {
      status: health.status,
      version: health.version,
      components: health.components.map((component) => ComponentHealthType.from(component)),
    });
  }
}
