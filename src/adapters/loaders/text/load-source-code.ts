import type { HeadingMark } from '../../../ports/document-loader.js';
import type { FormatLoader } from '../format-loader.js';
import { paragraphStarts } from './paragraph-starts.js';
import { readText } from './read-text.js';

/** A definition in column one, in most languages: its modifiers, then its kind and name. */
const definition =
  /^(?:(?:export|default|declare|public|private|protected|internal|static|abstract|final|sealed|partial|readonly|async|open|data|override|pub(?:\([a-z]{1,20}\))?|unsafe) ){0,6}((?:function\*?|def|class|interface|enum|struct|trait|impl|module|namespace|object|protocol|extension|fn|func|fun|record|type) [\w$.]{1,200})/gm;

/** A program's source as it is; its top-level definitions are its headings. */
export const loadSourceCode: FormatLoader = (bytes, hints) => {
  const text = readText(bytes, hints);
  const headings = definitions(text);
  const blocks = new Set([...paragraphStarts(text), ...headings.map(({ offset }) => offset)]);
  return {
    mediaType: hints.mediaType,
    text,
    title: null,
    headings,
    pages: [],
    blocks: [...blocks].sort((one, other) => one - other),
  };
};

function definitions(text: string): readonly HeadingMark[] {
  return [...text.matchAll(definition)].map(({ index, 1: name = '' }) => ({
    offset: index,
    level: 1,
    text: name,
  }));
}
