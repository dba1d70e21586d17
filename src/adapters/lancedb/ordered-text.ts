const beyondSurrogates = /[\ud800-\uffff]/;

/**
 * Text as the table holds and compares it. Lance orders text by code point, filters order by UTF-16 code
 * unit; the two differ where surrogates meet U+E000 to U+FFFF. Each such code unit becomes a code point of its
 * own here, so that both orders agree and half a surrogate pair, which UTF-8 cannot hold, stays distinct.
 */
export function orderedText(text: string): string {
  if (!beyondSurrogates.test(text)) return text;
  return Array.from({ length: text.length }, (_, index) => orderedUnit(text.charCodeAt(index))).join('');
}

function orderedUnit(unit: number): string {
  if (unit < 0xd800) return String.fromCharCode(unit);
  return String.fromCodePoint(unit < 0xe000 ? unit - 0xd800 + 0xe000 : unit - 0xe000 + 0x10000);
}
