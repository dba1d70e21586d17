import { malformed } from '../failures.js';
import type { Json } from './json-record.js';

/** Numbers become strings as they are written: 1.10 is no 1.1, and a long id keeps all its digits. */
export function parseJson(text: string, what: string): Json {
  try {
    JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw malformed(`${what} is not valid JSON: ${reason.slice(0, 200)}`, { cause: error });
  }
  return JSON.parse(numbersQuoted(text)) as Json;
}

/** Of valid JSON. */
function numbersQuoted(text: string): string {
  const pieces: string[] = [];
  const token = /["\d-]/g;
  let from = 0;
  for (let match = token.exec(text); match !== null; match = token.exec(text)) {
    const start = match.index;
    const end = match[0] === '"' ? endOfString(text, start) : endOfNumber(text, start);
    if (match[0] !== '"') {
      pieces.push(text.slice(from, start), `"${text.slice(start, end)}"`);
      from = end;
    }
    token.lastIndex = end;
  }
  return pieces.join('') + text.slice(from);
}

function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end + 1;
}

function isEscaped(text: string, quote: number): boolean {
  let backslashes = 0;
  while (text[quote - 1 - backslashes] === '\\') backslashes += 1;
  return backslashes % 2 === 1;
}

function endOfNumber(text: string, start: number): number {
  const number = /[-+.eE\d]*/y;
  number.lastIndex = start;
  return start + (number.exec(text)?.[0].length ?? 1);
}
