import { zipOf } from './zip-writer.js';

const schemas = 'http://schemas.openxmlformats.org';

/** The namespaces that the XML of these files may use, to stand in an opening tag. */
export const officeNamespaces = [
  ['w', 'wordprocessingml/2006/main'],
  ['a', 'drawingml/2006/main'],
  ['c', 'drawingml/2006/chart'],
  ['p', 'presentationml/2006/main'],
  ['s', 'spreadsheetml/2006/main'],
  ['m', 'officeDocument/2006/math'],
  ['r', 'officeDocument/2006/relationships'],
  ['mc', 'markup-compatibility/2006'],
]
  .map(([prefix, path]) => `xmlns:${String(prefix)}="${schemas}/${String(path)}"`)
  .join(' ');

/** Targets by type, as in `{ styles: 'styles.xml' }`; ids are r1, r2, … in this order. */
export function relationships(targets: readonly (readonly [type: string, target: string])[]): string {
  const list = targets.map(
    ([type, target], index) =>
      `<Relationship Id="r${index + 1}" Type="${schemas}/officeDocument/2006/relationships/${type}" Target="${target}"/>`,
  );
  return `<Relationships xmlns="${schemas}/package/2006/relationships">${list.join('')}</Relationships>`;
}

/** A Word document with this body; `parts` are by type, as in `{ numbering: '<w:numbering …>' }`. */
export function docxOf(body: string, parts: Readonly<Record<string, string>> = {}): Uint8Array {
  const types = Object.keys(parts);
  return zipOf({
    '_rels/.rels': relationships([['officeDocument', 'word/document.xml']]),
    'word/_rels/document.xml.rels': relationships(types.map((type) => [type, `${type}.xml`])),
    'word/document.xml': `<w:document ${officeNamespaces}><w:body>${body}</w:body></w:document>`,
    ...Object.fromEntries(types.map((type) => [`word/${type}.xml`, parts[type] ?? ''])),
  });
}

/** A workbook of these sheets (the XML inside their sheetData and after); hidden ones begin with "hidden". */
export function xlsxOf(
  sheets: Readonly<Record<string, string>>,
  parts: Readonly<Record<'styles' | 'sharedStrings', string>>,
): Uint8Array {
  const names = Object.keys(sheets);
  const list = names.map(
    (name, index) =>
      `<s:sheet name="${name}" r:id="r${index + 1}" state="${name.startsWith('hidden') ? 'hidden' : 'visible'}"/>`,
  );
  const targets = names.map((_, index) => ['worksheet', `sheet${index}.xml`] as const);
  return zipOf({
    '_rels/.rels': relationships([['officeDocument', 'xl/workbook.xml']]),
    'xl/_rels/workbook.xml.rels': relationships([
      ...targets,
      ['styles', 'styles.xml'],
      ['sharedStrings', 'strings.xml'],
    ]),
    'xl/workbook.xml': `<s:workbook ${officeNamespaces}><s:sheets>${list.join('')}</s:sheets></s:workbook>`,
    'xl/styles.xml': `<s:styleSheet ${officeNamespaces}>${parts.styles}</s:styleSheet>`,
    'xl/strings.xml': `<s:sst ${officeNamespaces}>${parts.sharedStrings}</s:sst>`,
    ...Object.fromEntries(
      names.map((name, index) => [
        `xl/sheet${index}.xml`,
        `<s:worksheet ${officeNamespaces}>${sheets[name] ?? ''}</s:worksheet>`,
      ]),
    ),
  });
}

/** A presentation of these slides: the XML of their shapes; `notes` are those of the first one. */
export function pptxOf(slides: readonly string[], notes = ''): Uint8Array {
  const slide = (tag: string, shapes: string): string =>
    `<p:${tag} ${officeNamespaces}><p:cSld><p:spTree>${shapes}</p:spTree></p:cSld></p:${tag}>`;
  const ids = slides.map((_, index) => `<p:sldId r:id="r${index + 1}"/>`).join('');
  return zipOf({
    '_rels/.rels': relationships([['officeDocument', 'ppt/presentation.xml']]),
    'ppt/_rels/presentation.xml.rels': relationships(
      slides.map((_, index) => ['slide', `slides/slide${index}.xml`]),
    ),
    'ppt/presentation.xml': `<p:presentation ${officeNamespaces}><p:sldIdLst>${ids}</p:sldIdLst></p:presentation>`,
    'ppt/slides/_rels/slide0.xml.rels': relationships([['notesSlide', '../notes.xml']]),
    'ppt/notes.xml': slide('notes', notes),
    ...Object.fromEntries(
      slides.map((shapes, index) => [`ppt/slides/slide${index}.xml`, slide('sld', shapes)]),
    ),
  });
}
