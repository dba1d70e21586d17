import type { FieldFilter } from '../../domain/filter.js';
import { builtInFields } from '../../domain/metadata.js';
import type { MetadataField, MetadataType } from '../../domain/metadata.js';

/** A field that filters can name, and the column that holds it. */
export interface FactColumn {
  readonly column: string;
  readonly field: Pick<FieldFilter, 'name' | 'builtIn'>;
  readonly type: MetadataType;
}

/** The columns of the built-in fields and of the declared ones. */
export function factColumns(metadataSchema: readonly MetadataField[]): readonly FactColumn[] {
  const builtIn = Object.entries(builtInFields).map(([name, type]) => ({ name, type, builtIn: true }));
  const declared = metadataSchema.map(({ name, type }) => ({ name, type, builtIn: false }));
  return [...builtIn, ...declared].map(({ name, type, builtIn: isBuiltIn }) => {
    const field = { name, builtIn: isBuiltIn };
    return { column: columnName(field), field, type };
  });
}

/**
 * A distinct column name for each field, in characters that SQL takes unquoted and in one case: SQL folds case,
 * and field names may differ in it alone. What is not a lower-case letter or digit is written by its code point.
 */
export function columnName({ name, builtIn }: Pick<FieldFilter, 'name' | 'builtIn'>): string {
  const safe = name.replace(
    /[^a-z0-9]/gu,
    (character) => `_${(character.codePointAt(0) ?? 0).toString(16)}_`,
  );
  return `${builtIn ? 'fact' : 'meta'}_${safe}`;
}
