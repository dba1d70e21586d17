import { malformed } from '../failures.js';
import type { FormatLoader } from '../format-loader.js';
import { decodeHtml } from './decode-html.js';
import { htmlToDocument } from './html-to-document.js';

/** Web pages: their main content, without scripts, navigation and what is hidden. */
export const loadHtml: FormatLoader = (bytes, { mediaType, maxCharacters }) => {
  const html = decodeHtml(bytes);
  if (html === null) throw malformed('its bytes are no text in any encoding');
  return htmlToDocument(html, { mediaType, maxCharacters });
};
