import { Field, ID, InterfaceType } from 'type-graphql';

@InterfaceType('Node', { description: 'Anything that can be read again by its id.' })
export abstract class NodeType {
  @Field(() => ID, { description: 'Unique over all types; for `node(id)`.' })
  readonly id!: string;
}
