import { Field, ObjectType } from 'type-graphql';

import type { StoreDeletion } from '../domain/deletion.js';
import { make } from './make.js';
import { SafeInt } from './scalars.js';

@ObjectType('StoreDeletion', {
  description:
    "`verifiedAbsent`: read back through the store's own interface and not found. An engine may keep bytes on disk until it compacts.",
})
export class StoreDeletionType {
  @Field(() => String, { description: "The store's name." })
  readonly store!: string;

  @Field(() => SafeInt, { description: 'How many entries were removed.' })
  readonly deleted!: number;

  @Field(() => Boolean, { description: 'Whether reading back found none of them.' })
  readonly verifiedAbsent!: boolean;

  static from(deletion: StoreDeletion): StoreDeletionType {
    return make(StoreDeletionType, {
      store: deletion.store,
      deleted: deletion.deleted,
      verifiedAbsent: deletion.verifiedAbsent,
    });
  }
}
