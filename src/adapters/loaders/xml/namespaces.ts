const openXml = 'http://schemas.openxmlformats.org/';
/** The same words under the names that "Strict Open XML" files use. */
const strictOpenXml = 'http://purl.oclc.org/ooxml/';
const openDocument = 'urn:oasis:names:tc:opendocument:xmlns:';

/** Namespaces by the prefix that goes before a name here, whatever prefix the file uses. */
const prefixes: ReadonlyMap<string, string> = new Map([
  [`${openXml}wordprocessingml/2006/main`, 'w'],
  [`${strictOpenXml}wordprocessingml/main`, 'w'],
  [`${openXml}drawingml/2006/main`, 'a'],
  [`${strictOpenXml}drawingml/main`, 'a'],
  [`${openXml}drawingml/2006/wordprocessingDrawing`, 'wp'],
  [`${strictOpenXml}drawingml/wordprocessingDrawing`, 'wp'],
  [`${openXml}drawingml/2006/chart`, 'c'],
  [`${strictOpenXml}drawingml/chart`, 'c'],
  [`${openXml}drawingml/2006/diagram`, 'dgm'],
  [`${strictOpenXml}drawingml/diagram`, 'dgm'],
  [`${openXml}presentationml/2006/main`, 'p'],
  [`${strictOpenXml}presentationml/main`, 'p'],
  [`${openXml}spreadsheetml/2006/main`, 's'],
  [`${strictOpenXml}spreadsheetml/main`, 's'],
  [`${openXml}officeDocument/2006/math`, 'm'],
  [`${strictOpenXml}officeDocument/math`, 'm'],
  [`${openXml}officeDocument/2006/relationships`, 'r'],
  [`${strictOpenXml}officeDocument/relationships`, 'r'],
  [`${openXml}package/2006/relationships`, 'rel'],
  [`${openXml}markup-compatibility/2006`, 'mc'],
  [`${openXml}package/2006/metadata/core-properties`, 'cp'],
  ['http://schemas.microsoft.com/office/word/2010/wordml', 'w14'],
  ['http://schemas.microsoft.com/office/powerpoint/2018/8/main', 'p188'],
  ['http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments', 'tc'],
  ['http://purl.org/dc/elements/1.1/', 'dc'],
  ['http://purl.org/dc/terms/', 'dcterms'],
  ['http://www.idpf.org/2007/opf', 'opf'],
  ['http://www.daisy.org/z3986/2005/ncx/', 'ncx'],
  ['http://www.w3.org/1999/xhtml', 'html'],
  ['http://www.idpf.org/2007/ops', 'epub'],
  ['http://www.w3.org/2001/04/xmlenc#', 'enc'],
  [`${openDocument}container`, 'container'],
  [`${openDocument}office:1.0`, 'office'],
  [`${openDocument}text:1.0`, 'text'],
  [`${openDocument}table:1.0`, 'table'],
  [`${openDocument}drawing:1.0`, 'draw'],
  [`${openDocument}presentation:1.0`, 'presentation'],
  [`${openDocument}meta:1.0`, 'meta'],
  [`${openDocument}style:1.0`, 'style'],
  [`${openDocument}manifest:1.0`, 'manifest'],
]);

/** `uri` empty: no namespace, no prefix. Names of other namespaces are not read here. */
export function qualifiedName(uri: string | undefined, local: string): string {
  return uri === undefined || uri === '' ? local : `${prefixes.get(uri) ?? 'other'}:${local}`;
}
