import { malformed } from '../../failures.js';
import type { FormatLoader } from '../../format-loader.js';
import { TextBuilder } from '../../text-builder.js';
import { titled } from '../../titled.js';
import { childOf, childrenOf, pathOf, type XmlElement } from '../../xml/xml-element.js';
import { coreProperties } from '../core-properties.js';
import { OpenXmlPackage } from '../open-xml-package.js';
import { PptxCommentAuthors, slideComments } from './slide-comments.js';
import { SlideWriter, type SlideParts } from './slide-writer.js';

/**
 * Presentations: each slide that is shown is a page, its title a heading; then its text, lists, tables,
 * charts and diagrams, the speaker's notes and comments.
 */
export const loadPptx: FormatLoader = async (bytes, { mediaType, maxCharacters }) => {
  const source = await OpenXmlPackage.open(bytes);
  const main = await source.mainPart();
  const presentation = await source.part(main);
  if (presentation === null) throw malformed('it has no presentation in it');
  const builder = new TextBuilder({ maxCharacters });
  const targets = new Map((await source.relationships(main)).map(({ id, target }) => [id, target]));
  const authors = await PptxCommentAuthors.of(source, main);
  const slides = childrenOf(childOf(presentation, 'p:sldIdLst'), 'p:sldId');
  for (const [index, { attributes }] of slides.entries()) {
    const path = targets.get(attributes['r:id'] ?? '');
    const slide = path === undefined ? null : await source.part(path);
    if (path === undefined || slide === null || /^(?:0|false)$/.test(slide.attributes['show'] ?? ''))
      continue;
    builder.page(index + 1);
    const writer = new SlideWriter(builder, await partsOf(source, path));
    writer.write(shapesOf(slide));
    writer.writeNotes(shapesOf(await source.related(path, 'notesSlide')));
    for (const comment of await slideComments(source, path, authors)) builder.paragraph(comment);
  }
  return titled(builder.build({ mediaType, ...(await coreProperties(source)) }));
};

function shapesOf(slide: XmlElement | null): XmlElement | undefined {
  return pathOf(slide ?? undefined, 'p:cSld', 'p:spTree');
}

async function partsOf(source: OpenXmlPackage, slide: string): Promise<SlideParts> {
  const parts = new Map<string, XmlElement>();
  for (const { id, type, target } of await source.relationships(slide)) {
    const part = type === 'chart' || type === 'diagramData' ? await source.part(target) : null;
    if (part !== null) parts.set(id, part);
  }
  return parts;
}
