export type TextType = 'text/plain' | 'text/markdown';

const sampleLength = 65_536;

const htmlStart = /^\s*(?:<\?xml[^>]*>\s*)?(?:<!--[^>]*>\s*)?<(?:!doctype\s+html|html)\b/i;
/** A heading, a fence, a link at its start: what plain text has no reason to begin a line with. */
const markdownLine = /^(?:#{1,6} \S|```|~~~|(?:[-*] )?\[[^\]\n]{1,200}\]\([^)\s]{1,500}\))/m;
const markdownName = /\.(?:md|markdown|mdown|mkd|mdx)$/i;
/** Names of program sources and data, where `#` begins a comment. */
const otherName = /\.[a-z][a-z0-9]{0,7}$/i;

/**
 * What kind of text this is: as declared where that is a kind of text, else by the name, else by what its
 * lines look like. Null for HTML, which is markup rather than words, unless it is said to be something else.
 */
export function textTypeOf(
  source: { readonly mediaType: string | null; readonly fileName: string | null },
  text: string,
): TextType | null {
  const declared = source.mediaType?.split(';')[0]?.trim().toLowerCase();
  if (declared === 'text/markdown' || declared === 'text/x-markdown') return 'text/markdown';
  if (declared === 'text/plain') return 'text/plain';
  const name = lastSegment(source.fileName ?? '');
  if (markdownName.test(name)) return 'text/markdown';
  const sample = text.slice(0, sampleLength);
  if (htmlStart.test(sample)) return null;
  return !otherName.test(name) && markdownLine.test(sample) ? 'text/markdown' : 'text/plain';
}

/** Of a path or a URL; a URL's host is no file name. */
function lastSegment(location: string): string {
  const path = location.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, '').replace(/[?#].*$/s, '');
  return path.slice(path.lastIndexOf('/') + 1);
}
