/** All 65,536 of them: a look-up is several times faster than arithmetic on each of millions of weights. */
const wideHalves = Float32Array.from({ length: 0x10000 }, (_, bits) => widen(bits));

/** Widens IEEE 754 half-precision numbers to single precision; every one of them is exact. */
export function widenHalves(halves: Uint16Array): Float32Array {
  const wide = new Float32Array(halves.length);
  for (let index = 0; index < halves.length; index++) {
    wide[index] = wideHalves[halves[index] ?? 0] ?? Number.NaN;
  }
  return wide;
}

function widen(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 0x1f) return fraction === 0 ? sign * Infinity : Number.NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}
