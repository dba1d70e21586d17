import { posix } from 'node:path';

import { malformed } from '../failures.js';
import { childrenOf, parseXml, type XmlElement } from '../xml/xml-element.js';
import { openZip, type ZipArchive } from '../zip/zip-archive.js';
import { refuseOldOfficeFile } from './old-office-file.js';

/** How one part of a package points to another. */
export interface Relationship {
  readonly id: string;
  /** The last word of its URI: "styles", "slide", "comments". */
  readonly type: string;
  /** The path of the part in the package. */
  readonly target: string;
}

/** An Office file since 2007: XML parts in a ZIP archive, with relationships between them. */
export class OpenXmlPackage {
  readonly #archive: ZipArchive;

  private constructor(archive: ZipArchive) {
    this.#archive = archive;
  }

  /** Throws ENCRYPTED_DOCUMENT for a file with a password, else as openZip does. */
  static async open(bytes: Uint8Array): Promise<OpenXmlPackage> {
    refuseOldOfficeFile(bytes);
    return new OpenXmlPackage(await openZip(bytes));
  }

  /** The part's path; throws MALFORMED_DOCUMENT where the archive is no Office file. */
  async mainPart(): Promise<string> {
    const main = (await this.relationships('')).find(({ type }) => type === 'officeDocument');
    if (main === undefined) throw malformed('its ZIP archive holds no Office document');
    return main.target;
  }

  /** The part's bytes, null where it is missing. */
  bytes(path: string): Promise<Uint8Array | null> {
    return this.#archive.read(path);
  }

  /** The part's root element, null where it is missing. */
  async part(path: string): Promise<XmlElement | null> {
    const bytes = await this.bytes(path);
    return bytes === null ? null : parseXml(bytes);
  }

  /** The first part that `from` points to by `type`. */
  async related(from: string, type: string): Promise<XmlElement | null> {
    const relationship = (await this.relationships(from)).find((candidate) => candidate.type === type);
    return relationship === undefined ? null : this.part(relationship.target);
  }

  /** To other parts of the package, in the file's order; `from` is "" for the package itself. */
  async relationships(from: string): Promise<Relationship[]> {
    const { dir, base } = posix.parse(from);
    const root = await this.part(posix.join(dir, '_rels', `${base}.rels`));
    return childrenOf(root ?? undefined, 'rel:Relationship').flatMap(({ attributes }) => {
      const { Id: id = '', Type: type = '', Target: target = '', TargetMode: mode } = attributes;
      if (mode === 'External') return [];
      return [{ id, type: type.slice(type.lastIndexOf('/') + 1), target: partPath(dir, target) }];
    });
  }
}

/** Targets are relative to the folder of the part that names them, or absolute in the package. */
function partPath(folder: string, target: string): string {
  return posix.join('/', target.startsWith('/') ? '' : folder, target).slice(1);
}
