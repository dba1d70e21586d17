import { Field, ObjectType } from 'type-graphql';

import type { TextSpan } from '../domain/document.js';
import { make } from './make.js';
import { SafeInt } from './scalars.js';

@ObjectType('TextSpan', { description: 'A stretch of text, in UTF-16 code units.' })
export class TextSpanType {
  @Field(() => SafeInt, { description: 'Where it begins.' })
  readonly start!: number;

  @Field(() => SafeInt, { description: 'Where it ends, exclusive.' })
  readonly end!: number;

  static from(span: TextSpan): TextSpanType {
    return make(TextSpanType, { start: span.start, end: span.end });
  }
}
