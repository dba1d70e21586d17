/** All fields of a GraphQL class, as a plain object. */
export type FieldsOf<Type> = { readonly [Name in keyof Type]: Type[Name] };

/** An instance of a GraphQL class with all of its fields; the compiler names the one that is missing. */
export function make<Type extends object>(type: new () => Type, fields: NoInfer<FieldsOf<Type>>): Type {
  return Object.assign(new type(), fields);
}
