import { GraphQLScalarType } from 'graphql';
import { GraphQLDateTime, GraphQLJSON, GraphQLJSONObject, GraphQLSafeInt } from 'graphql-scalars';

function described(scalar: GraphQLScalarType, description: string): GraphQLScalarType {
  return new GraphQLScalarType({ ...scalar.toConfig(), description });
}

export const DateTime = described(GraphQLDateTime, 'RFC 3339 instant in UTC.');

export const SafeInt = described(GraphQLSafeInt, 'Integer that may exceed 32 bits (up to 2^53 - 1).');

export const JSONObject = described(GraphQLJSONObject, 'A JSON object.');

export const JSONValue = described(
  GraphQLJSON,
  "A JSON scalar or list of scalars, used as a filter operand and checked against the collection's metadata schema.",
);
