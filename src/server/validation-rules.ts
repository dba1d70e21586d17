import { NoSchemaIntrospectionCustomRule, type ValidationRule } from 'graphql';

import { limitAliases, limitDepth, type QueryLimits } from './query-limits.js';

/** What a document must keep to besides GraphQL's own rules, on every transport. */
export function validationRules(options: {
  readonly limits: QueryLimits;
  readonly introspection: boolean;
}): readonly ValidationRule[] {
  const rules = [limitDepth(options.limits.maxDepth), limitAliases(options.limits.maxAliases)];
  return options.introspection ? rules : [...rules, NoSchemaIntrospectionCustomRule];
}
