import { posix } from 'node:path';

import { encrypted, malformed } from '../failures.js';
import { fileProperties } from '../file-properties.js';
import type { FormatLoader } from '../format-loader.js';
import { wordsOf } from '../office/core-properties.js';
import { TextBuilder } from '../text-builder.js';
import { childOf, childrenOf, descendantsOf, parseXml, textOf, type XmlElement } from '../xml/xml-element.js';
import { openZip, type ZipArchive } from '../zip/zip-archive.js';
import { decodeHtml } from './decode-html.js';
import { chapterTitles } from './epub-contents.js';
import { HtmlWriter } from './html-writer.js';
import { parseHtml } from './parse-html.js';

/**
 * Books: their chapters in reading order, each under its title in the table of contents where it has no
 * heading of its own. Throws ENCRYPTED_DOCUMENT where a chapter is under digital rights management.
 */
export const loadEpub: FormatLoader = async (bytes, { mediaType, maxCharacters }) => {
  const archive = await openZip(bytes);
  const packagePath = await packagePathOf(archive);
  const root = await xmlFile(archive, packagePath);
  if (root === null) throw malformed('its package document is missing');
  const folder = posix.dirname(packagePath);
  const chapters = chaptersOf(root, folder);
  await refuseEncrypted(archive, chapters);
  const titles = await chapterTitles(root, folder, (path) => archive.read(path));
  const builder = new TextBuilder({ maxCharacters });
  for (const path of chapters) {
    const html = decodeHtml((await archive.read(path)) ?? new Uint8Array(0));
    if (html !== null) writeChapter(builder, html, titles.get(path) ?? '');
  }
  return builder.build({ mediaType, ...factsOf(root) });
};

async function packagePathOf(archive: ZipArchive): Promise<string> {
  const container = (await xmlFile(archive, 'META-INF/container.xml')) ?? undefined;
  const [file] = descendantsOf(container, 'container:rootfile');
  const path = file?.attributes['full-path'];
  if (path === undefined) throw malformed('its ZIP archive holds no book');
  return posix.normalize(path);
}

async function xmlFile(archive: ZipArchive, path: string): Promise<XmlElement | null> {
  const bytes = await archive.read(path);
  return bytes === null ? null : parseXml(bytes);
}

/** Paths in the archive, in reading order. */
function chaptersOf(root: XmlElement, folder: string): string[] {
  const files = new Map(
    childrenOf(childOf(root, 'opf:manifest'), 'opf:item').map(({ attributes }) => [
      attributes['id'] ?? '',
      posix.join(folder, decodedPath(attributes['href'] ?? '')),
    ]),
  );
  return childrenOf(childOf(root, 'opf:spine'), 'opf:itemref').flatMap(
    ({ attributes }) => files.get(attributes['idref'] ?? '') ?? [],
  );
}

function decodedPath(reference: string): string {
  try {
    return decodeURIComponent(reference);
  } catch {
    return reference;
  }
}

/** Fonts are often encrypted in books that anyone may read. */
async function refuseEncrypted(archive: ZipArchive, chapters: readonly string[]): Promise<void> {
  const root = (await xmlFile(archive, 'META-INF/encryption.xml')) ?? undefined;
  const paths = descendantsOf(root, 'enc:CipherReference').map(({ attributes }) => attributes['URI'] ?? '');
  if (paths.some((path) => chapters.includes(posix.normalize(path)))) {
    throw encrypted('it is a book under digital rights management');
  }
}

function writeChapter(builder: TextBuilder, html: string, title: string): void {
  const page = parseHtml(html, { recognizeSelfClosing: true });
  const hasHeading = /<h[1-6][\s>]/i.test(html);
  if (!hasHeading) builder.heading(1, title);
  new HtmlWriter(builder).write(page.children);
}

function factsOf(root: XmlElement) {
  const metadata = childOf(root, 'opf:metadata');
  const modified = childrenOf(metadata, 'opf:meta').find(
    ({ attributes }) => attributes['property'] === 'dcterms:modified',
  );
  return {
    title: wordsOf(metadata, 'dc:title'),
    properties: fileProperties({
      author: wordsOf(metadata, 'dc:creator'),
      created: wordsOf(metadata, 'dc:date'),
      modified: modified === undefined ? null : textOf(modified).trim(),
    }),
  };
}
