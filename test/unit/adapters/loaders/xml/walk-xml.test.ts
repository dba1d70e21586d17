import { describe, expect, it } from '@jest/globals';

import { parseXml, textOf } from '../../../../../src/adapters/loaders/xml/xml-element.js';
import { failureCode } from '../../../../support/failure-code.js';

const parse = (xml: string) => parseXml(Buffer.from(xml));

describe('parseXml', () => {
  it('names elements by their namespace, whatever prefix the file has for it', () => {
    const uri = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
    const root = parse(`<x:p xmlns:x="${uri}" x:val="1"><plain y="2"/><n:o xmlns:n="urn:n"/></x:p>`);
    expect(root).toMatchObject({
      name: 'w:p',
      attributes: { 'w:val': '1' },
      children: [{ name: 'plain', attributes: { y: '2' } }, { name: 'other:o' }],
    });
  });

  it('reads text, CDATA and character references', () => {
    expect(textOf(parse('<a>x &lt;&amp;&#65;&#x42; <b><![CDATA[<y>]]></b></a>'))).toBe('x <&AB <y>');
  });

  it.each([
    ['Latin-1', 'latin1', '<?xml version="1.0" encoding="iso-8859-1"?><a>é</a>'],
    ['UTF-16', 'utf16le', '\ufeff<?xml version="1.0" encoding="UTF-16"?><a>é</a>'],
  ] as const)('reads %s', (_, encoding, xml) => {
    expect(textOf(parseXml(Buffer.from(xml, encoding)))).toBe('é');
  });

  it('lets a document type pass that declares nothing', () => {
    expect(textOf(parse('<!DOCTYPE a PUBLIC "x" "y"><a>z</a>'))).toBe('z');
  });

  const laughs = Array.from({ length: 9 }, (_, n) => `<!ENTITY l${n + 1} "${`&l${n};`.repeat(10)}">`).join(
    '',
  );
  it.each([
    ['entities that multiply', `<!DOCTYPE a [<!ENTITY l0 "lol">${laughs}]><a>&l9;</a>`],
    ['an entity from a file', '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'],
    ['an entity that nobody declared', '<a>&nbsp;</a>'],
    ['elements 100,000 deep', '<a>'.repeat(100_000)],
    ['elements 1,001 deep', '<a>'.repeat(1001) + '</a>'.repeat(1001)],
    ['an element that is not closed', '<a><b></a>'],
    ['nothing', ''],
    ['text alone', 'hello'],
    ['bytes that are no UTF-8', '<?xml version="1.0" encoding="us-unknown"?><a/>'],
  ])('refuses %s', async (_, xml) => {
    expect(await failureCode(() => parse(xml))).toBe('MALFORMED_DOCUMENT');
  });
});
