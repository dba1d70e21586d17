import PostalMime, { type Address, type Email } from 'postal-mime';

import { IngestionFailure } from '../../../domain/errors.js';
import type { FileProperties } from '../../../ports/document-loader.js';
import { encrypted, malformed, noText } from '../failures.js';
import type { FormatHints, FormatLoader } from '../format-loader.js';
import { htmlToDocument } from '../html/html-to-document.js';
import { TextBuilder } from '../text-builder.js';

const limits = { maxNestingDepth: 50, maxRfc822NestingDepth: 2 };

/** A mail: who wrote to whom and when, its text (HTML only where there is no other), its attachments' names. */
export const loadEmail: FormatLoader = async (bytes, hints) => {
  const mail = await readMail(bytes);
  const builder = new TextBuilder(hints);
  if (mail.subject !== undefined) builder.heading(1, mail.subject);
  builder.paragraph(envelope(mail));
  for (const paragraph of bodyOf(mail, hints)) builder.paragraph(paragraph);
  for (const { filename } of mail.attachments) {
    if (filename !== null) builder.listItem(`Attachment: ${filename}`);
  }
  if (builder.isEmpty) throw noText();
  const { mediaType } = hints;
  return builder.build({ mediaType, title: mail.subject ?? null, properties: propertiesOf(mail) });
};

async function readMail(bytes: Uint8Array): Promise<Email> {
  const mail = await PostalMime.parse(bytes, limits).catch((error: unknown) => {
    throw malformed(`its parts are nested too deeply or its headers too long`, { cause: error });
  });
  const type = mail.headers.find(({ key }) => key === 'content-type')?.value ?? '';
  if (/^\s*multipart\/encrypted|smime-type="?enveloped-data/i.test(type))
    throw encrypted('it is an encrypted mail');
  if (mail.headers.length === 0) throw malformed('it has no headers of a mail');
  return mail;
}

function envelope({ from, to, cc, date }: Email): string {
  const lines = [
    ['From', namesOf(from === undefined ? [] : [from])],
    ['To', namesOf(to ?? [])],
    ['Cc', namesOf(cc ?? [])],
    ['Date', date ?? ''],
  ] as const;
  return lines
    .filter(([, value]) => value !== '')
    .map(([label, value]) => `${label}: ${value}`)
    .join('\n');
}

function namesOf(addresses: readonly Address[]): string {
  return addresses.map(nameOf).filter(Boolean).join(', ');
}

function nameOf({ name, address, group }: Address): string {
  if (group !== undefined) return `${name}: ${namesOf(group)}`;
  return name === '' || name === address ? address : `${name} <${address}>`;
}

function bodyOf({ text = '', html }: Email, limits: Pick<FormatHints, 'maxCharacters'>): readonly string[] {
  const plain = text.trim() === '' && html !== undefined ? textOfHtml(html, limits) : text;
  return plain.split(/\r?\n[ \t]*\r?\n/);
}

function textOfHtml(html: string, limits: Pick<FormatHints, 'maxCharacters'>): string {
  try {
    return htmlToDocument(html, { mediaType: 'text/html', ...limits }).text;
  } catch (error) {
    if (error instanceof IngestionFailure && error.code === 'NO_TEXT') return '';
    throw error;
  }
}

function propertiesOf({ from, date }: Email): FileProperties {
  const author = from === undefined ? '' : from.name || (from.address ?? '');
  const created = date === undefined ? NaN : Date.parse(date);
  return {
    ...(author === '' ? {} : { author }),
    ...(Number.isNaN(created) ? {} : { created: new Date(created).toISOString() }),
  };
}
