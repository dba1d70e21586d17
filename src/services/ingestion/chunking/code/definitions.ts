import type { CodeLine } from './code-line.js';
import { definitionName } from './definition-name.js';

/** Lines that belong together, and the names of the definitions around them, outermost first. */
export interface Definition {
  readonly path: readonly string[];
  readonly lines: readonly CodeLine[];
}

/** A line that ends what stands above it, or goes on with it. */
const closing =
  /^(?:[)\]}]|(?:end|else|elif|elsif|elseif|except|finally|catch|rescue|ensure|fi|done|esac)\b)/i;
/** `{` in a line of its own belongs to what stands above it. */
const opening = /^[([{]$/;
/** Nothing is read more deeply; code for readers never is nested so far. */
const deepest = 24;

/**
 * Definitions of at most `maxTokens`, in order; together they are all of the lines. A larger one is taken apart
 * into what it consists of, by indentation, closing lines and blank lines; what cannot be taken apart is larger.
 */
export function* definitionsOf(
  lines: readonly CodeLine[],
  {
    maxTokens,
    path = [],
    depth = 0,
  }: { readonly maxTokens: number; readonly path?: readonly string[]; readonly depth?: number },
): Generator<Definition> {
  for (const part of partsOf(lines)) {
    const { head, body } = headAndBody(part);
    const name = body.length === 0 ? null : nameOf(head);
    const inner = name === null ? path : [...path, name];
    const tokens = part.reduce((sum, line) => sum + line.tokens, 0);
    if (tokens <= maxTokens || body.length === 0 || depth === deepest) {
      yield { path: inner, lines: part };
      continue;
    }
    yield { path: inner, lines: head };
    yield* definitionsOf(body, { maxTokens, path: inner, depth: depth + 1 });
  }
}

/** Cuts where a line of the least indentation begins anew: after a blank line, or after something indented. */
function* partsOf(lines: readonly CodeLine[]): Generator<readonly CodeLine[]> {
  const least = leastIndentation(lines);
  let part: CodeLine[] = [];
  let hasBody = false;
  for (const line of lines) {
    const isOuter = line.indentation <= least;
    if (part.length > 0 && isOuter && beginsAnew(line) && (line.afterBlankLine || hasBody)) {
      yield part;
      part = [];
      hasBody = false;
    }
    part.push(line);
    hasBody ||= !isOuter;
  }
  if (part.length > 0) yield part;
}

function beginsAnew({ words }: CodeLine): boolean {
  return !closing.test(words) && !opening.test(words);
}

/** Of the lines that begin something. */
function leastIndentation(lines: readonly CodeLine[]): number {
  return lines.filter(beginsAnew).reduce((least, { indentation }) => Math.min(least, indentation), Infinity);
}

/** What stands above the first indented line, and the rest. */
function headAndBody(part: readonly CodeLine[]): {
  readonly head: readonly CodeLine[];
  readonly body: readonly CodeLine[];
} {
  const least = leastIndentation(part);
  const first = part.findIndex(({ indentation }) => indentation > least);
  return first <= 0 ? { head: part, body: [] } : { head: part.slice(0, first), body: part.slice(first) };
}

/** The definition's own line is the last one that names something: comments and decorators stand above it. */
function nameOf(head: readonly CodeLine[]): string | null {
  return head.map(({ words }) => definitionName(words)).findLast((name) => name !== null) ?? null;
}
