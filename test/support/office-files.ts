import { zipOf } from './zip-writer.js';

const schemas = 'http://schemas.openxmlformats.org';

/** The namespaces that the XML of these files may use, to stand in an opening tag. */
export const officeNamespaces = [
  ['w', 'wordprocessingml/2006/main'],
  ['a', 'drawingml/2006/main'],
  ['c', 'drawingml/2006/chart'],
  ['p', 'presentationml/2006/main'],
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
