import { Field, ObjectType } from 'type-graphql';

@ObjectType('PageInfo', { description: 'Where a page stands within its listing.' })
export class PageInfoType {
  @Field(() => Boolean, { description: 'Whether more follow after endCursor.' })
  readonly hasNextPage!: boolean;

  @Field(() => Boolean, { description: 'Whether there are any before startCursor.' })
  readonly hasPreviousPage!: boolean;

  @Field(() => String, { nullable: true, description: 'Cursor of the first edge; null on an empty page.' })
  readonly startCursor!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Cursor of the last edge, to be passed as `after`; null on an empty page.',
  })
  readonly endCursor!: string | null;
}
