import { crc32, deflateRawSync } from 'node:zlib';

export interface ZippedFile {
  readonly name: string;
  readonly content: string | Uint8Array;
  /** Replaces the true figures, as a hostile or damaged archive would. */
  readonly declared?: { readonly size?: number; readonly checksum?: number; readonly flags?: number };
}

/** A ZIP archive of deflated files: names to contents, or a list where names repeat or figures lie. */
export function zipOf(
  files: Readonly<Record<string, string | Uint8Array>> | readonly ZippedFile[],
): Uint8Array {
  const list = Array.isArray(files)
    ? (files as readonly ZippedFile[])
    : Object.entries(files as Record<string, string | Uint8Array>).map(([name, content]) => ({
        name,
        content,
      }));
  const local: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const file of list) {
    const { header, name, body } = entryOf(file);
    const record = Buffer.concat([signed('PK\x03\x04'), header, name, body]);
    central.push(centralRecord(header, name, offset));
    local.push(record);
    offset += record.length;
  }
  return Buffer.concat([...local, ...central, endRecord(list.length, Buffer.concat(central).length, offset)]);
}

function entryOf({ name: fileName, content, declared = {} }: ZippedFile) {
  const bytes = Buffer.from(content as Uint8Array);
  const body = deflateRawSync(bytes);
  const name = Buffer.from(fileName);
  const header = Buffer.alloc(26);
  header.writeUInt16LE(20, 0);
  header.writeUInt16LE(0x0800 | (declared.flags ?? 0), 2);
  header.writeUInt16LE(8, 4);
  header.writeUInt32LE(declared.checksum ?? crc32(bytes), 10);
  header.writeUInt32LE(body.length, 14);
  header.writeUInt32LE(declared.size ?? bytes.length, 18);
  header.writeUInt16LE(name.length, 22);
  return { header, name, body };
}

function centralRecord(header: Buffer, name: Buffer, offset: number): Buffer {
  const end = Buffer.alloc(14);
  end.writeUInt32LE(offset, 10);
  return Buffer.concat([signed('PK\x01\x02'), Buffer.from([20, 0]), header, end, name]);
}

function endRecord(count: number, size: number, offset: number): Buffer {
  const end = Buffer.alloc(18);
  end.writeUInt16LE(count, 4);
  end.writeUInt16LE(count, 6);
  end.writeUInt32LE(size, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([signed('PK\x05\x06'), end]);
}

function signed(signature: string): Buffer {
  return Buffer.from(signature, 'latin1');
}
