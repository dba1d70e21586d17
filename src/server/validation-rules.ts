import { NoSchemaIntrospectionCustomRule, type ValidationRule } from 'graphql';

import { limitAliases, limitDepth } from './query-limits.js';

/** What a document must keep to besides GraphQL's own rules, on every transport. */
export function validationRules(options: {
  readonly maxDepth: number;
  readonly maxAliases: number;
  readonly introspection: boolean;
}): readonly ValidationRule[] {
  const limits = [limitDepth(options.maxDepth), limitAliases(options.maxAliases)];
  return options.introspection ? limits : [...limits, NoSchemaIntrospectionCustomRule];
}
