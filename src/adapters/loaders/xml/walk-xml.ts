import { SaxesParser } from 'saxes';

import { malformed } from '../failures.js';
import { decodeXml } from './decode-xml.js';
import { qualifiedName } from './namespaces.js';

/** By qualified name. */
export type XmlAttributes = Readonly<Record<string, string>>;

/** Names are qualified by the prefixes of namespaces.ts, whatever the file calls its namespaces. */
export interface XmlVisitor {
  open(name: string, attributes: XmlAttributes): void;
  text(text: string): void;
  close(name: string): void;
}

const deepest = 1000;
/** What other readers let pass as well. */
const harmless = /disallowed character\.$|unbound namespace prefix/;

/**
 * Visits an XML file's elements in order. Character references and the five named ones are all that is
 * expanded. Throws MALFORMED_DOCUMENT for what is not well-formed, declares entities, or lies deeper than
 * 1000 elements.
 */
export function walkXml(bytes: Uint8Array, visitor: XmlVisitor): void {
  const parser = new SaxesParser({ xmlns: true });
  let depth = 0;
  parser.on('error', (error) => {
    if (!harmless.test(error.message)) throw malformed('its XML is damaged', { cause: error });
  });
  parser.on('doctype', (doctype) => {
    if (doctype.includes('<!ENTITY')) throw malformed('its XML declares entities');
  });
  parser.on('opentag', ({ uri, local, attributes }) => {
    if (++depth > deepest) throw malformed(`its XML is nested deeper than ${deepest} elements`);
    const values: Record<string, string> = Object.create(null) as Record<string, string>;
    for (const attribute of Object.values(attributes)) {
      values[qualifiedName(attribute.uri, attribute.local)] = attribute.value;
    }
    visitor.open(qualifiedName(uri, local), values);
  });
  parser.on('text', (text) => {
    if (depth > 0) visitor.text(text);
  });
  parser.on('cdata', (text) => {
    visitor.text(text);
  });
  parser.on('closetag', ({ uri, local }) => {
    depth--;
    visitor.close(qualifiedName(uri, local));
  });
  parser.write(decodeXml(bytes)).close();
}
