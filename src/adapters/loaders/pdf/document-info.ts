import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';

import type { FileProperties } from '../../../ports/document-loader.js';
import { fileProperties } from '../file-properties.js';

export interface DocumentInfo {
  readonly title: string | null;
  readonly properties: FileProperties;
}

/** Programs write these where their user gave no title. */
const noTitle = /^(?:untitled|title|document ?\d*|unbenannt|slide 1|powerpoint presentation|\(?null\)?)$/i;
const programPrefix = /^Microsoft (?:Word|PowerPoint|Excel) -\s*/;
const fileName = /^[^\s]+\.(?:pdf|docx?|pptx?|xlsx?|odt|rtf|tex|dvi|indd|qxd|html?)$/i;

/** The year is all that must be there. */
const date = /^(?:D:)?(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?(?:Z|([+-])(\d\d)'?(\d\d)?'?)?/;

/** What the file says of itself; what it says badly is left out. */
export async function documentInfo(document: PDFDocumentProxy): Promise<DocumentInfo> {
  // Metadata that cannot be read is no reason to refuse a text that can.
  const { info } = await document.getMetadata().catch(() => ({ info: {} }));
  const fact = (name: string): string => {
    const value = (info as Readonly<Record<string, unknown>>)[name];
    return typeof value === 'string' ? value.replaceAll('\0', '').trim() : '';
  };
  return {
    title: titleFrom(fact('Title')),
    properties: fileProperties({
      author: fact('Author') || null,
      created: dateFrom(fact('CreationDate')),
      modified: dateFrom(fact('ModDate')),
    }),
  };
}

function titleFrom(written: string): string | null {
  const title = written.replace(programPrefix, '').trim();
  return /[\p{L}\p{N}]/u.test(title) && !noTitle.test(title) && !fileName.test(title) ? title : null;
}

/** A PDF date ("D:20240131120000+01'00'") as other formats have it. */
function dateFrom(written: string): string | null {
  const parts = date.exec(written);
  if (parts === null) return null;
  const [, year = '', month = '01', day = '01', hour = '00', minute = '00', second = '00'] = parts;
  const [sign, zoneHour = '00', zoneMinute = '00'] = parts.slice(7);
  const zone = sign === undefined ? 'Z' : `${sign}${zoneHour}:${zoneMinute}`;
  return `${year}-${month}-${day}T${hour}:${minute}:${second}${zone}`;
}
