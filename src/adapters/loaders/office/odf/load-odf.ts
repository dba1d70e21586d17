import { encrypted, malformed } from '../../failures.js';
import { fileProperties } from '../../file-properties.js';
import type { FormatLoader } from '../../format-loader.js';
import { TextBuilder } from '../../text-builder.js';
import { titled } from '../../titled.js';
import { childOf, descendantsOf, parseXml, type XmlElement } from '../../xml/xml-element.js';
import { openZip, type ZipArchive } from '../../zip/zip-archive.js';
import { wordsOf } from '../core-properties.js';
import { OdfWriter } from './odf-writer.js';

/**
 * OpenDocument texts, spreadsheets and presentations: headings, lists, tables as rows, notes and comments
 * after their paragraph; a sheet or slide is a page. Throws ENCRYPTED_DOCUMENT for a file with a password.
 */
export const loadOdf: FormatLoader = async (bytes, { mediaType, maxCharacters }) => {
  const archive = await openZip(bytes);
  const manifest = await xmlFile(archive, 'META-INF/manifest.xml');
  if (descendantsOf(manifest, 'manifest:encryption-data').length > 0) {
    throw encrypted('it is an OpenDocument file with a password');
  }
  const content = await xmlFile(archive, 'content.xml');
  const body = childOf(content, 'office:body');
  if (body === undefined) throw malformed('its ZIP archive holds no OpenDocument content');
  const builder = new TextBuilder({ maxCharacters });
  new OdfWriter(builder).writeBody(body);
  return titled(builder.build({ mediaType, ...factsOf(await xmlFile(archive, 'meta.xml')) }));
};

async function xmlFile(archive: ZipArchive, path: string): Promise<XmlElement | undefined> {
  const bytes = await archive.read(path);
  return bytes === null ? undefined : parseXml(bytes);
}

function factsOf(root: XmlElement | undefined) {
  const meta = childOf(root, 'office:meta');
  return {
    title: wordsOf(meta, 'dc:title'),
    properties: fileProperties({
      author: wordsOf(meta, 'meta:initial-creator') ?? wordsOf(meta, 'dc:creator'),
      created: wordsOf(meta, 'meta:creation-date'),
      modified: wordsOf(meta, 'dc:date'),
    }),
  };
}
