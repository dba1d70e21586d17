import type { Metadata, MetadataType, MetadataValue } from './metadata.js';

export type ScalarOperand = string | number | boolean;

/** One test of one field. Operands already have the field's type. */
export type Condition =
  | { readonly operator: 'eq' | 'ne' | 'gt' | 'gte' | 'lt' | 'lte'; readonly value: ScalarOperand }
  | { readonly operator: 'in'; readonly values: readonly ScalarOperand[] }
  | { readonly operator: 'contains'; readonly value: string }
  | { readonly operator: 'exists'; readonly value: boolean };

export interface FieldFilter {
  readonly kind: 'field';
  readonly name: string;
  readonly type: MetadataType;
  /** True for the fields every document has (metadata.ts), false for declared ones. */
  readonly builtIn: boolean;
  readonly condition: Condition;
}

/**
 * A filter over documents, already checked against the collection's declared fields. Evaluation is
 * two-valued: a condition on a field the document lacks is false, except `ne` and `exists: false`,
 * which are true; `not` is plain negation. `all` of nothing is true, `any` of nothing is false.
 * Strings compare by UTF-16 code units, case-sensitively.
 */
export type Filter =
  | { readonly kind: 'all'; readonly filters: readonly Filter[] }
  | { readonly kind: 'any'; readonly filters: readonly Filter[] }
  | { readonly kind: 'not'; readonly filter: Filter }
  | FieldFilter;

/** What a filter can ask of a document; instants are normalised RFC 3339 strings in UTC. */
export interface DocumentFacts {
  readonly externalId: string;
  readonly title: string | null;
  readonly uri: string | null;
  readonly mediaType: string;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly metadata: Metadata;
}

/** The plain evaluation: every store's own filter must agree with it. */
export function matchesFilter(filter: Filter, facts: DocumentFacts): boolean {
  switch (filter.kind) {
    case 'all':
      return filter.filters.every((inner) => matchesFilter(inner, facts));
    case 'any':
      return filter.filters.some((inner) => matchesFilter(inner, facts));
    case 'not':
      return !matchesFilter(filter.filter, facts);
    case 'field':
      return matchesCondition(filter.condition, factOf(filter, facts));
  }
}

/** The value of the field a filter names, or undefined where the document lacks it. */
export function factOf(
  field: Pick<FieldFilter, 'name' | 'builtIn'>,
  facts: DocumentFacts,
): MetadataValue | undefined {
  if (!field.builtIn)
    return Object.hasOwn(facts.metadata, field.name) ? facts.metadata[field.name] : undefined;
  return facts[field.name as Exclude<keyof DocumentFacts, 'metadata'>] ?? undefined;
}

function matchesCondition(condition: Condition, fact: MetadataValue | undefined): boolean {
  if (fact === undefined) {
    return condition.operator === 'ne' || (condition.operator === 'exists' && !condition.value);
  }
  switch (condition.operator) {
    case 'exists':
      return condition.value;
    case 'contains':
      return Array.isArray(fact) && fact.includes(condition.value);
    case 'in':
      return condition.values.some((value) => value === fact);
    case 'eq':
      return fact === condition.value;
    case 'ne':
      return fact !== condition.value;
    case 'gt':
      return fact > condition.value;
    case 'gte':
      return fact >= condition.value;
    case 'lt':
      return fact < condition.value;
    case 'lte':
      return fact <= condition.value;
  }
}
