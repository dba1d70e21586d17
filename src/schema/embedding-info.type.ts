import { Field, Int, ObjectType } from 'type-graphql';

import type { EmbeddingModel } from '../domain/collection.js';
import { make } from './make.js';

@ObjectType('EmbeddingInfo', {
  description:
    'What the vectors of a collection were made with. A change needs a new index generation; the two are never mixed.',
})
export class EmbeddingInfoType {
  @Field(() => String, { description: 'Who computes the vectors; `local`: this server.' })
  readonly provider!: string;

  @Field(() => String, { description: "The model's name." })
  readonly model!: string;

  @Field(() => Int, { description: 'Length of a vector.' })
  readonly dimensions!: number;

  static from(model: EmbeddingModel): EmbeddingInfoType {
    return make(EmbeddingInfoType, {
      provider: model.provider,
      model: model.model,
      dimensions: model.dimensions,
    });
  }
}
