/** An input by its shape alone: arguments come as class instances to a resolver, as plain objects to a `subscribe`. */
export type Plain<Input> = Input extends readonly (infer Item)[]
  ? readonly Plain<Item>[]
  : Input extends object
    ? { readonly [Name in keyof Input]: Plain<Input[Name]> }
    : Input;
