import { describe, expect, it } from '@jest/globals';

import { Safetensors } from '../../../../src/adapters/onnx/safetensors.js';

describe('Safetensors', () => {
  const file = new Safetensors(
    safetensorsOf(
      {
        __metadata__: { format: 'pt' },
        halves: { dtype: 'F16', shape: [1, 2], data_offsets: [0, 4] },
        floats: { dtype: 'F32', shape: [2], data_offsets: [4, 12] },
        integers: { dtype: 'I64', shape: [1], data_offsets: [12, 20] },
      },
      [
        new Uint8Array(Uint16Array.of(0x3c00, 0xc000).buffer),
        new Uint8Array(Float32Array.of(0.5, -8).buffer),
        new Uint8Array(8),
      ],
    ),
  );

  it('reads single-precision numbers, and half-precision ones widened', () => {
    expect([...file.floats('floats', [2])]).toEqual([0.5, -8]);
    expect([...file.floats('halves', [1, 2])]).toEqual([1, -2]);
  });

  it('reads half-precision numbers as they are', () => {
    expect([...file.halves('halves', [1, 2])]).toEqual([0x3c00, 0xc000]);
  });

  it('refuses a tensor that is not there, has another shape or holds another type', () => {
    expect(() => file.floats('none', [2])).toThrow('there is no tensor none');
    expect(() => file.floats('floats', [1, 2])).toThrow('tensor floats is [2], not [1,2]');
    expect(() => file.floats('integers', [1])).toThrow('tensor integers holds I64');
    expect(() => file.halves('floats', [2])).toThrow('tensor floats holds F32, not F16');
  });

  it('refuses a header whose entry is malformed', () => {
    const bytes = safetensorsOf({ broken: { dtype: 'F32', shape: 'two' } }, []);
    expect(() => new Safetensors(bytes)).toThrow("the header's entry for broken is malformed");
  });
});

function safetensorsOf(header: object, tensors: readonly Uint8Array[]): Uint8Array {
  const json = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(json.length));
  return Buffer.concat([length, json, ...tensors]);
}
