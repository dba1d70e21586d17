import { widenHalves } from './half-precision.js';

interface TensorEntry {
  readonly type: string;
  readonly shape: readonly number[];
  readonly start: number;
  readonly end: number;
}

/**
 * Named weights as a .safetensors file holds them: eight bytes with the header's length, the header
 * (JSON), then the numbers, little-endian. Throws where the bytes are no such file.
 */
export class Safetensors {
  readonly #numbers: Uint8Array;
  readonly #entries: ReadonlyMap<string, TensorEntry>;

  constructor(bytes: Uint8Array) {
    const headerLength = Number(new DataView(bytes.buffer, bytes.byteOffset, 8).getBigUint64(0, true));
    const header = new TextDecoder().decode(bytes.subarray(8, 8 + headerLength));
    this.#numbers = bytes.subarray(8 + headerLength);
    this.#entries = parseEntries(JSON.parse(header));
  }

  /** The tensor in row-major order, widened to single precision. Throws unless it has just that shape. */
  floats(name: string, shape: readonly number[]): Float32Array {
    const entry = this.#entry(name, shape);
    const numbers = this.#copyOf(entry);
    switch (entry.type) {
      case 'F32':
        return new Float32Array(numbers);
      case 'F16':
        return widenHalves(new Uint16Array(numbers));
      default:
        throw new Error(`tensor ${name} holds ${entry.type}; only F16 and F32 are read`);
    }
  }

  /** The tensor's own half-precision numbers. Throws where it holds others, or has another shape. */
  halves(name: string, shape: readonly number[]): Uint16Array {
    const entry = this.#entry(name, shape);
    if (entry.type !== 'F16') throw new Error(`tensor ${name} holds ${entry.type}, not F16`);
    return new Uint16Array(this.#copyOf(entry));
  }

  #entry(name: string, shape: readonly number[]): TensorEntry {
    const entry = this.#entries.get(name);
    if (entry === undefined) throw new Error(`there is no tensor ${name}`);
    if (entry.shape.join() !== shape.join()) {
      throw new Error(`tensor ${name} is [${entry.shape.join()}], not [${shape.join()}]`);
    }
    return entry;
  }

  /** A copy, because the header's length leaves the numbers unaligned. */
  #copyOf(entry: TensorEntry): ArrayBuffer {
    return Uint8Array.from(this.#numbers.subarray(entry.start, entry.end)).buffer;
  }
}

function parseEntries(header: unknown): ReadonlyMap<string, TensorEntry> {
  const entries = Object.entries(header as Record<string, unknown>);
  return new Map(
    entries
      .filter(([name]) => name !== '__metadata__')
      .map(([name, entry]) => [name, parseEntry(name, entry)] as const),
  );
}

function parseEntry(name: string, value: unknown): TensorEntry {
  const { dtype, shape, data_offsets } = value as Partial<Record<string, unknown>>;
  if (typeof dtype !== 'string' || !isNumbers(shape) || !isNumbers(data_offsets)) {
    throw new Error(`the header's entry for ${name} is malformed`);
  }
  const [start = 0, end = 0] = data_offsets;
  return { type: dtype, shape, start, end };
}

function isNumbers(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'number');
}
