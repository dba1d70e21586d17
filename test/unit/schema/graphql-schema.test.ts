import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import {
  graphqlSync,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  isSpecifiedScalarType,
  lexicographicSortSchema,
  parse,
  printSchema,
  validate,
  type GraphQLNamedType,
} from 'graphql';

import { buildGraphQLSchema } from '../../../src/server/build-graphql-schema.js';

const schema = buildGraphQLSchema();
const types = Object.values(schema.getTypeMap()).filter(
  (type) => !isIntrospectionType(type) && !isSpecifiedScalarType(type),
);

/** Every place of the schema that may have a description, by its path. */
function* places(type: GraphQLNamedType): Generator<readonly [path: string, description: unknown]> {
  yield [type.name, type.description];
  if (isEnumType(type)) {
    for (const value of type.getValues()) yield [`${type.name}.${value.name}`, value.description];
  }
  if (isInputObjectType(type)) {
    for (const field of Object.values(type.getFields()))
      yield [`${type.name}.${field.name}`, field.description];
  }
  if (isObjectType(type) || isInterfaceType(type)) {
    for (const field of Object.values(type.getFields())) {
      yield [`${type.name}.${field.name}`, field.description];
      for (const argument of field.args) {
        yield [`${type.name}.${field.name}(${argument.name})`, argument.description];
      }
    }
  }
}

function errorsOf(query: string): readonly string[] {
  return validate(schema, parse(query)).map(({ message }) => message);
}

describe('the GraphQL schema', () => {
  it('describes every type, field, argument and enum value', () => {
    const bare = types.flatMap((type) => [...places(type)]).filter(([, description]) => !description);
    expect(bare.map(([path]) => path)).toEqual([]);
  });

  it('is what the committed schema.graphql says', () => {
    const emitted = `${printSchema(lexicographicSortSchema(schema))}\n`;
    expect(emitted).toBe(readFileSync('schema.graphql', 'utf8'));
  });

  it('knows which inputs take exactly one field', () => {
    const oneOf = types.filter((type) => isInputObjectType(type) && type.isOneOf).map(({ name }) => name);
    expect(oneOf.sort()).toEqual([
      'AnswerStreamInput',
      'DeleteDocumentsInput',
      'DocumentBy',
      'DocumentSource',
      'FieldConditionInput',
      'FilterInput',
    ]);
  });

  it('refuses two fields where one is to be given', () => {
    expect(errorsOf('{ document(by: { id: "a" }) { id } }')).toEqual([]);
    expect(errorsOf('{ document(by: { id: "a", externalId: { externalId: "b" } }) { id } }')).toEqual([
      'OneOf Input Object "DocumentBy" must specify exactly one key.',
    ]);
  });

  it('tells them in its introspection', () => {
    const result = graphqlSync({ schema, source: '{ __type(name: "DocumentBy") { isOneOf } }' });
    expect(result).toEqual({ data: { __type: { isOneOf: true } } });
  });

  it('serves only what works: nothing of what later issues build', () => {
    const names = types.map(({ name }) => name);
    for (const later of ['Conversation', 'ApiKey', 'Viewer', 'Upload', 'GenerationInput', 'Conflict']) {
      expect(names).not.toContain(later);
    }
  });
});
