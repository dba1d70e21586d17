import { malformed } from '../failures.js';
import type { TextBuilder } from '../text-builder.js';

/** As parsed here: numbers are strings as they were written. */
export type Json = string | boolean | null | readonly Json[] | { readonly [key: string]: Json };

const deepest = 200;

interface Leaf {
  /** As in `orders[0].total`. */
  readonly path: string;
  readonly text: string;
  /** Of the innermost list's element it is in: leaves of one element stay together. */
  readonly element: string;
}

/** Adds a record as lines of `path: value`, an inner list's elements as paragraphs of their own. */
export function addRecord(builder: TextBuilder, record: Json): void {
  let paragraph: Leaf[] = [];
  const flush = (): void => {
    builder.paragraph(
      paragraph.map(({ path, text }) => (path === '' ? text : `${path}: ${text}`)).join('\n'),
    );
    paragraph = [];
  };
  for (const leaf of leaves(record, { path: '', element: '', depth: 0 })) {
    if (paragraph[0] !== undefined && paragraph[0].element !== leaf.element) flush();
    paragraph.push(leaf);
  }
  flush();
}

interface Place extends Pick<Leaf, 'path' | 'element'> {
  readonly depth: number;
}

/** In the order of the file; nulls and empty texts are left out. */
function* leaves(value: Json, place: Place): Generator<Leaf> {
  if (place.depth > deepest) throw malformed(`it is nested more than ${String(deepest)} levels deep`);
  if (value === null || value === '') return;
  if (typeof value !== 'object') yield { ...place, text: String(value) };
  else if (isList(value)) yield* leavesOfList(value, place);
  else {
    for (const [key, inner] of Object.entries(value)) {
      const path = place.path === '' ? key : `${place.path}.${key}`;
      yield* leaves(inner, { ...place, path, depth: place.depth + 1 });
    }
  }
}

function* leavesOfList(list: readonly Json[], place: Place): Generator<Leaf> {
  if (list.every((item) => typeof item !== 'object' || item === null)) {
    const text = list.filter((item) => item !== null && item !== '').join(', ');
    if (text !== '') yield { ...place, text };
    return;
  }
  for (const [index, item] of list.entries()) {
    const path = `${place.path}[${String(index)}]`;
    yield* leaves(item, { path, element: path, depth: place.depth + 1 });
  }
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
