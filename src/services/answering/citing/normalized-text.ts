import type { TextSpan } from '../../../domain/document.js';

/** A text made comparable, and where each of its code units comes from. */
export interface NormalizedText {
  readonly text: string;
  /** For each code unit of `text`, the character with its combining marks that it was made of. */
  readonly origins: readonly TextSpan[];
}

/** White space, or a character with its combining marks: what is normalised as one. */
const unit = /\s+|\P{M}\p{M}*|\p{M}+/gu;
/** Invisible characters, and the markup that emphasises words. */
const ignored = /^[\u00ad\u200b-\u200d\u2060\ufeff*`]/;

const plainForms: Readonly<Record<string, string>> = {
  '“': '"',
  '”': '"',
  '„': '"',
  '«': '"',
  '»': '"',
  '‘': "'",
  '’': "'",
  '‚': "'",
  '‐': '-',
  '‑': '-',
  '–': '-',
  '—': '-',
};

/**
 * Texts that differ only in white space, letter case, the form of quotes and dashes, Unicode compatibility form
 * (NFKC) or emphasis become equal.
 */
export function normalizeText(text: string): NormalizedText {
  const origins: TextSpan[] = [];
  let normalized = '';
  for (const match of text.matchAll(unit)) {
    const piece = normalizeUnit(match[0]);
    const origin = { start: match.index, end: match.index + match[0].length };
    normalized += piece;
    for (let index = 0; index < piece.length; index++) origins.push(origin);
  }
  return { text: normalized, origins };
}

function normalizeUnit(character: string): string {
  if (ignored.test(character)) return '';
  if (/^\s/.test(character)) return ' ';
  return plainForms[character] ?? character.normalize('NFKC').toLowerCase();
}
