/** What RTF is made of; `byte` is a character in the code page in force. */
export type RtfToken =
  | { readonly kind: 'open' }
  | { readonly kind: 'close' }
  | { readonly kind: 'word'; readonly word: string; readonly value: number | null }
  | { readonly kind: 'symbol'; readonly symbol: string }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'byte'; readonly byte: number };

const token =
  /([{}])|\\([a-z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-f]{2})|\\([^a-z])|[\r\n\0]+|([^{}\\\r\n\0]+)|\\/giy;

/** The tokens of an RTF file, whose bytes stand as the first 256 characters in `source`. */
export function* rtfTokens(source: string): Generator<RtfToken> {
  const pattern = new RegExp(token);
  for (let match = pattern.exec(source); match !== null; match = pattern.exec(source)) {
    const [, brace, word, digits, hex, symbol, text] = match;
    const value = digits === undefined ? null : Number.parseInt(digits, 10);
    // Bytes that mean something else than RTF follow.
    if (word === 'bin') pattern.lastIndex += Math.max(0, value ?? 0);
    else if (brace !== undefined) yield { kind: brace === '{' ? 'open' : 'close' };
    else if (word !== undefined) yield { kind: 'word', word, value };
    else if (hex !== undefined) yield { kind: 'byte', byte: Number.parseInt(hex, 16) };
    else if (symbol !== undefined) yield { kind: 'symbol', symbol };
    else if (text !== undefined) yield { kind: 'text', text };
  }
}
