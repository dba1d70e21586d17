import { isInputObjectType, type GraphQLSchema } from 'graphql';
import { Extensions } from 'type-graphql';

/** Marks an input of which exactly one field must be given. type-graphql itself knows no `@oneOf`. */
export function OneOf(): ClassDecorator {
  return Extensions({ oneOf: true });
}

/** Tells graphql-js which inputs are `@oneOf`, for validation, coercion, printing and introspection. */
export function applyOneOf(schema: GraphQLSchema): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap())) {
    if (isInputObjectType(type) && type.extensions['oneOf'] === true) type.isOneOf = true;
  }
  return schema;
}
