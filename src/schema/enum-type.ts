import { registerEnumType } from 'type-graphql';

/**
 * Registers a GraphQL enum whose values are their own names. `values` describes each of them, so that the
 * compiler tells when the domain's union and the enum are not the same.
 */
export function enumType<Value extends string>(
  name: string,
  description: string,
  values: Readonly<Record<Value, string>>,
): { readonly [Name in Value]: Name } {
  const names = Object.fromEntries(Object.keys(values).map((value) => [value, value])) as {
    readonly [Name in Value]: Name;
  };
  const valuesConfig = Object.fromEntries(
    Object.entries<string>(values).map(([value, text]) => [value, { description: text }]),
  );
  registerEnumType(names, { name, description, valuesConfig: valuesConfig as never });
  return names;
}
