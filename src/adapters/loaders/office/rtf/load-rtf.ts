import { malformed } from '../../failures.js';
import { fileProperties } from '../../file-properties.js';
import type { FormatLoader } from '../../format-loader.js';
import { TextBuilder } from '../../text-builder.js';
import { titled } from '../../titled.js';
import { RtfReader } from './rtf-reader.js';
import { rtfTokens } from './rtf-tokens.js';

/** Rich Text Format, in any of its code pages. Page headers and footers, pictures and fields' codes are left out. */
export const loadRtf: FormatLoader = (bytes, { mediaType, maxCharacters }) => {
  const source = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  const start = source.indexOf('{\\rtf');
  if (start === -1) throw malformed('it does not begin as RTF does');
  const builder = new TextBuilder({ maxCharacters });
  const reader = new RtfReader(builder);
  reader.read(rtfTokens(source.slice(start)));
  const author = reader.author.trim() || null;
  return titled(
    builder.build({
      mediaType,
      title: reader.title.trim() || null,
      properties: fileProperties({ author, created: null, modified: null }),
    }),
  );
};
