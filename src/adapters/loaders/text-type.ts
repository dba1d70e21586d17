import { extensionOf } from './file-name.js';
import { sourceCodeTypeOf, sourceCodeTypes } from './source-code-types.js';

const htmlStart =
  /^\s{0,1000}(?:<\?xml[^>]{0,500}>\s{0,100})?(?:<!--[^>]{0,5000}>\s{0,100}){0,3}<(?:!doctype\s+html|html|head|body)\b/i;
const captionsStart = /^WEBVTT(?:[ \t\r\n]|$)/;
const subtitlesStart = /^\s{0,20}\d{1,6}[ \t]*\r?\n\d{1,3}:\d\d:\d\d[,.]\d{3}[ \t]+-->/;
/** Two header lines at the start, one of them of mail. */
const headerLine = /^[A-Za-z][A-Za-z0-9-]{0,60}:[ \t]?\S/;
const mailHeader = /^(?:from|to|subject|received|return-path|delivered-to|message-id|mime-version|date):/i;
const sureMailHeader = /^(?:received|return-path|delivered-to|message-id|mime-version):/im;
/** A heading, a fence, a link at its start: what plain text has no reason to begin a line with. */
const markdownLine = /^(?:#{1,6} \S|```|~~~|(?:[-*] )?\[[^\]\n]{1,200}\]\([^)\s]{1,500}\))/m;

const typesByExtension: Readonly<Record<string, string>> = {
  txt: 'text/plain',
  text: 'text/plain',
  log: 'text/plain',
  md: 'text/markdown',
  markdown: 'text/markdown',
  mdown: 'text/markdown',
  mkd: 'text/markdown',
  mdx: 'text/markdown',
  csv: 'text/csv',
  tsv: 'text/tab-separated-values',
  tab: 'text/tab-separated-values',
  json: 'application/json',
  geojson: 'application/json',
  jsonl: 'application/jsonl',
  ndjson: 'application/jsonl',
  vtt: 'text/vtt',
  srt: 'application/x-subrip',
  eml: 'message/rfc822',
  html: 'text/html',
  htm: 'text/html',
  xhtml: 'text/html',
};

/** Other names that are in use for the types above. */
const synonyms: Readonly<Record<string, string>> = {
  'text/x-markdown': 'text/markdown',
  'application/csv': 'text/csv',
  'text/tsv': 'text/tab-separated-values',
  'text/json': 'application/json',
  'application/x-ndjson': 'application/jsonl',
  'application/ndjson': 'application/jsonl',
  'application/x-jsonlines': 'application/jsonl',
  'text/srt': 'application/x-subrip',
  'application/xhtml+xml': 'text/html',
  'application/javascript': 'text/javascript',
  'application/typescript': 'text/x-typescript',
  'text/xml': 'application/xml',
  'text/yaml': 'application/yaml',
  'application/x-yaml': 'application/yaml',
};
const textTypes: ReadonlySet<string> = new Set([...Object.values(typesByExtension), ...sourceCodeTypes]);

/**
 * What kind of text this is, given its beginning: as declared where the text can be that, else by its name,
 * else by what it looks like, else plain.
 */
export function textTypeOf(
  source: { readonly mediaType: string | null; readonly fileName: string | null },
  sample: string,
): string {
  const extension = extensionOf(source.fileName);
  const named = typesByExtension[extension] ?? sourceCodeTypeOf(extension);
  const told = [declaredType(source.mediaType), named].find((type) => type !== null && canBe(type, sample));
  return told ?? typeByLook(sample, extension);
}

function declaredType(mediaType: string | null): string | null {
  const type = synonyms[mediaType ?? ''] ?? mediaType ?? '';
  if (/^application\/[a-z0-9.-]+\+json$/.test(type)) return 'application/json';
  return textTypes.has(type) ? type : null;
}

/** Formats that begin with a mark are not taken for granted without it. */
function canBe(type: string, sample: string): boolean {
  if (type === 'text/vtt') return captionsStart.test(sample);
  if (type === 'application/x-subrip') return subtitlesStart.test(sample);
  if (type === 'message/rfc822') return headerLine.test(sample);
  return type === 'text/html' || type === 'text/plain' || !htmlStart.test(sample);
}

function typeByLook(sample: string, extension: string): string {
  if (htmlStart.test(sample)) return 'text/html';
  if (captionsStart.test(sample)) return 'text/vtt';
  if (subtitlesStart.test(sample)) return 'application/x-subrip';
  if (isMail(sample)) return 'message/rfc822';
  if (isJsonLines(sample)) return 'application/jsonl';
  if (isJson(sample)) return 'application/json';
  // In files of other kinds, `#` begins a comment.
  return extension === '' && markdownLine.test(sample) ? 'text/markdown' : 'text/plain';
}

function isMail(sample: string): boolean {
  const [first = '', second = ''] = sample.slice(0, 5000).split(/\r?\n(?![ \t])/, 2);
  if (!headerLine.test(first) || !headerLine.test(second)) return false;
  const [header = ''] = sample.split(/\r?\n\r?\n/, 1);
  return mailHeader.test(first) && sureMailHeader.test(header);
}

/** Two lines, at least, each an object. */
function isJsonLines(sample: string): boolean {
  const [first = '', second = ''] = sample.split(/\r?\n/, 2);
  return [first, second].every((line) => line.startsWith('{') && isJson(line));
}

/** Only what was seen to the end can be told. */
function isJson(text: string): boolean {
  if (!/^\s*[[{]/.test(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
