const joiners = /[._-]/;
const number = /^\p{N}+(?:\.\p{N}+)*$/u;
const identifier = /[\p{N}_.]/u;
const caseChange = /(?<=[\p{Ll}\p{N}])(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})/u;

/** A term as keyword search should find it: under `whole`, where there is one, and under each part. */
export interface SplitTerm {
  readonly whole: string | null;
  readonly parts: readonly string[];
}

/**
 * Takes `getUserName`, `user_name`, `os.path.join` and `E-1042` apart and keeps the whole name too. What only a
 * hyphen joins (`well-known`) is its parts alone, a number with points (`2.3.1`) the whole alone.
 */
export function splitIdentifier(term: string): SplitTerm {
  if (number.test(term)) return { whole: term, parts: [] };
  const pieces = term.split(joiners).filter((piece) => piece !== '');
  const parts = pieces.flatMap((piece) => piece.split(caseChange));
  if (parts.length === 1) return { whole: null, parts };
  const named = identifier.test(term) || pieces.length < parts.length;
  return { whole: named ? term : null, parts };
}
