import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import {
  buildSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  type GraphQLNamedType,
  type GraphQLSchema,
} from 'graphql';

import { buildGraphQLSchema } from '../../../src/server/build-graphql-schema.js';

/** Everything a client can rely on, by its path: types, defaults, interfaces, enum values. */
function facts(schema: GraphQLSchema): ReadonlyMap<string, string> {
  const types = Object.values(schema.getTypeMap()).filter((type) => !isIntrospectionType(type));
  return new Map(types.flatMap((type) => [...factsOf(type)]));
}

function* factsOf(type: GraphQLNamedType): Generator<readonly [path: string, fact: string]> {
  yield [type.name, isInputObjectType(type) && type.isOneOf ? 'input @oneOf' : type.constructor.name];
  if (isEnumType(type)) {
    for (const { name } of type.getValues()) yield [`${type.name}.${name}`, 'value'];
  } else if (isInputObjectType(type)) {
    for (const field of Object.values(type.getFields())) yield [`${type.name}.${field.name}`, typed(field)];
  } else if (isObjectType(type) || isInterfaceType(type)) {
    for (const { name } of type.getInterfaces()) yield [`${type.name} implements ${name}`, 'yes'];
    for (const field of Object.values(type.getFields())) {
      const path = `${type.name}.${field.name}`;
      yield [path, String(field.type)];
      for (const argument of field.args) yield [`${path}(${argument.name})`, typed(argument)];
    }
  }
}

function typed(value: { readonly type: unknown; readonly defaultValue?: unknown }): string {
  return `${String(value.type)} = ${JSON.stringify(value.defaultValue)}`;
}

describe('the API, beside the one it is to become (test/fixtures/target-schema.graphql)', () => {
  const target = facts(buildSchema(readFileSync('test/fixtures/target-schema.graphql', 'utf8')));
  const now = facts(buildGraphQLSchema());

  it('has nothing that the target does not have, and everything it has is as it is there', () => {
    const different = [...now].filter(([path, fact]) => target.get(path) !== fact);
    expect(different.map(([path, fact]) => [path, fact, target.get(path)])).toEqual([]);
  });

  it('has the main path of it', () => {
    for (const path of ['Query.answer', 'Query.search', 'Mutation.ingest', 'Subscription.answerStream']) {
      expect(now.get(path)).toBe(target.get(path));
    }
  });
});
