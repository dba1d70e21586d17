import { Field, Int, ObjectType } from 'type-graphql';

import type { DeletionReceipt, DeletionState } from '../domain/deletion.js';
import type { DeletionId } from '../domain/ids.js';
import { DeletionStateEnum } from './deletion.enum.js';
import { make } from './make.js';
import { NodeType } from './node.type.js';
import { DateTime } from './scalars.js';
import { StoreDeletionType } from './store-deletion.type.js';

@ObjectType('DeletionReceipt', {
  implements: NodeType,
  description:
    'What was removed, and where reading back found nothing. Nothing of it is served from the moment the mutation returns; the removal from each store may still be going on (state), and can be followed by node(id).',
})
export class DeletionReceiptType extends NodeType {
  declare readonly id: DeletionId;

  @Field(() => DeletionStateEnum, { description: 'How far the removal from the stores has come.' })
  readonly state!: DeletionState;

  @Field(() => Int, { description: 'How many documents it covers.' })
  readonly documentCount!: number;

  @Field(() => [StoreDeletionType], { description: 'Store by store; empty until the removal is complete.' })
  readonly stores!: StoreDeletionType[];

  @Field(() => DateTime, { description: 'From when on nothing of it was served.' })
  readonly startedAt!: Date;

  @Field(() => DateTime, { nullable: true, description: 'When every store had been cleared.' })
  readonly completedAt!: Date | null;

  static from(receipt: DeletionReceipt): DeletionReceiptType {
    return make(DeletionReceiptType, {
      id: receipt.id,
      state: receipt.state,
      documentCount: receipt.documentCount,
      stores: receipt.stores.map((store) => StoreDeletionType.from(store)),
      startedAt: receipt.startedAt,
      completedAt: receipt.completedAt,
    });
  }
}
