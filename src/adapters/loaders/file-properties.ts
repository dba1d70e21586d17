import type { FileProperties } from '../../ports/document-loader.js';

/** What a file says of itself, as it writes it; what is null or no instant is left out. */
export function fileProperties(said: Readonly<Record<keyof FileProperties, string | null>>): FileProperties {
  const [created, modified] = [instantOf(said.created), instantOf(said.modified)];
  return {
    ...(said.author === null ? {} : { author: said.author }),
    ...(created === null ? {} : { created }),
    ...(modified === null ? {} : { modified }),
  };
}

const dateAndTime = /^\d{4}(?:-\d\d(?:-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)?)?)?)?$/;

/** An instant without an offset counts as UTC. */
function instantOf(text: string | null): string | null {
  if (text === null || !dateAndTime.test(text)) return null;
  const local = text.includes('T') && !/(?:Z|[+-]\d\d:\d\d)$/.test(text);
  const instant = new Date(local ? `${text}Z` : text);
  return Number.isNaN(instant.getTime()) ? null : instant.toISOString();
}
