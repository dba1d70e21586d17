const bytes = new DataView(new ArrayBuffer(8));
const signBit = 1n << 63n;

/**
 * A 64-bit integer that orders, and equals, as the number does: its IEEE 754 bits, a negative one's mirrored.
 * Numbers are filtered by it because the driver rounds those close to an integer and SQLite reads decimals
 * inexactly.
 */
export function numberKey(value: number | boolean): bigint {
  // Adding 0 makes -0, which equals 0, the same bits.
  bytes.setFloat64(0, Number(value) + 0);
  const bits = bytes.getBigInt64(0);
  return bits < 0n ? -(bits + signBit) : bits;
}
