/** The arguments of every connection, for `@Arg`. */
export const firstArgument = { defaultValue: 20, description: 'How many; 1 to 100.' } as const;

export const afterArgument = {
  nullable: true,
  description: 'Only what comes after this cursor.',
} as const;
