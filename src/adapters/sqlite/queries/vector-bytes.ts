/** Float32, little endian: what every machine this runs on has in memory. */
export function encodeVector(vector: Float32Array): Uint8Array {
  // A copy: the vector may be a view of a whole batch, and a message would carry all of its buffer.
  return new Uint8Array(vector.buffer, vector.byteOffset, vector.byteLength).slice();
}

export function decodeVector(bytes: Uint8Array): Float32Array {
  return new Float32Array(bytes.slice().buffer);
}
