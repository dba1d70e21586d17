/**
 * The mean of each text's token vectors, scaled to unit length. `states` is [texts, longest, dimensions],
 * `lengths` each text's tokens; what lies beyond is padding. Throws where a vector comes out as NaN.
 */
export function poolMeans(
  states: Float32Array,
  lengths: readonly number[],
  dimensions: number,
): readonly Float32Array[] {
  const stride = states.length / lengths.length;
  return lengths.map((length, index) => {
    const start = index * stride;
    return toUnitLength(sumRows(states.subarray(start, start + length * dimensions), dimensions));
  });
}

function sumRows(rows: Float32Array, dimensions: number): Float32Array {
  const sum = new Float32Array(dimensions);
  for (let start = 0; start < rows.length; start += dimensions) {
    for (let index = 0; index < dimensions; index++) {
      sum[index] = (sum[index] ?? 0) + (rows[start + index] ?? Number.NaN);
    }
  }
  return sum;
}

/** A sum points where the mean does, so there is nothing to divide by. */
function toUnitLength(vector: Float32Array): Float32Array {
  const length = Math.hypot(...vector);
  if (!(length > 0 && length < Infinity)) throw new Error('the model gave a vector without a length');
  return vector.map((value) => value / length);
}
