/** What tells a reader, and a search, where a chunk stands. */
export interface HeaderFacts {
  readonly externalId: string;
  readonly uri: string | null;
  readonly title: string | null;
  readonly headingPath: readonly string[];
}

const separator = ' › ';
/** Of a path, its end says most. */
const pathSegments = 3;

/**
 * `path › title › headings`, to be put in front of what is embedded and searched: +.027 nDCG@10 on
 * documentation (retrieval.md, after Anthropic's contextual retrieval). The outermost parts go first where
 * all would be more than `maxTokens`; empty where nothing is known or nothing fits.
 */
export function contextualHeader(
  facts: HeaderFacts,
  limits: { readonly maxTokens: number; readonly countTokens: (text: string) => number },
): string {
  let parts = partsOf(facts);
  while (parts.length > 0) {
    const header = parts.join(separator);
    if (limits.countTokens(header) <= limits.maxTokens) return header;
    parts = parts.slice(1);
  }
  return '';
}

function partsOf({ externalId, uri, title, headingPath }: HeaderFacts): readonly string[] {
  const path = readablePath(uri ?? externalId);
  const parts = [path, title, ...headingPath].map(
    (part) => part?.replace(/\s+/g, ' ').trim().slice(0, 300) ?? '',
  );
  return parts.filter((part, index) => part !== '' && part !== parts[index - 1]);
}

/** The end of a path or a URL; null for what reads like a mere key. */
function readablePath(location: string): string | null {
  const path = location.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/]*/i, '').replace(/\?[^#]*/, '');
  const segments = path.split('/').filter((segment) => segment !== '');
  const isPath = location.includes('/') && segments.length > 0;
  return isPath ? segments.slice(-pathSegments).join('/') : null;
}
