import type { FormatLoader } from './format-loader.js';
import { sourceCodeTypes } from './source-code-types.js';

const loadOdf = async (): Promise<FormatLoader> => (await import('./office/odf/load-odf.js')).loadOdf;

/** What reads each media type; loaded when a file of it comes, so that nobody pays for a format he does not have. */
const formats: Readonly<Record<string, () => Promise<FormatLoader>>> = {
  'text/plain': async () => (await import('./text/load-plain-text.js')).loadPlainText,
  'text/markdown': async () => (await import('./text/load-markdown.js')).loadMarkdown,
  'text/csv': async () => (await import('./text/load-delimited.js')).loadDelimited,
  'text/tab-separated-values': async () => (await import('./text/load-delimited.js')).loadDelimited,
  'application/json': async () => (await import('./text/load-json.js')).loadJson,
  'application/jsonl': async () => (await import('./text/load-json-lines.js')).loadJsonLines,
  'text/vtt': async () => (await import('./text/load-captions.js')).loadCaptions,
  'application/x-subrip': async () => (await import('./text/load-captions.js')).loadCaptions,
  'application/pdf': async () => (await import('./pdf/load-pdf.js')).loadPdf,
  'text/html': async () => (await import('./html/load-html.js')).loadHtml,
  'application/xhtml+xml': async () => (await import('./html/load-html.js')).loadHtml,
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': async () =>
    (await import('./office/docx/load-docx.js')).loadDocx,
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': async () =>
    (await import('./office/pptx/load-pptx.js')).loadPptx,
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': async () =>
    (await import('./office/xlsx/load-xlsx.js')).loadXlsx,
  'application/epub+zip': async () => (await import('./html/load-epub.js')).loadEpub,
  'application/rtf': async () => (await import('./office/rtf/load-rtf.js')).loadRtf,
  'application/vnd.oasis.opendocument.text': loadOdf,
  'application/vnd.oasis.opendocument.spreadsheet': loadOdf,
  'application/vnd.oasis.opendocument.presentation': loadOdf,
  'message/rfc822': async () => (await import('./text/load-email.js')).loadEmail,
};

const loadSourceCode = async (): Promise<FormatLoader> =>
  (await import('./text/load-source-code.js')).loadSourceCode;

/** What reads files of this media type, or null. */
export async function formatLoader(mediaType: string): Promise<FormatLoader | null> {
  const open = Object.hasOwn(formats, mediaType) ? formats[mediaType] : undefined;
  if (open !== undefined) return open();
  return sourceCodeTypes.has(mediaType) ? loadSourceCode() : null;
}
