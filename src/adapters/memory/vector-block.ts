/** Vectors of one length, side by side in one block of memory, each in a numbered slot. */
export class VectorBlock {
  readonly #dimensions: number;
  #values: Float32Array;

  constructor(dimensions: number) {
    this.#dimensions = dimensions;
    this.#values = new Float32Array(16 * dimensions);
  }

  set(slot: number, vector: Float32Array): void {
    const end = (slot + 1) * this.#dimensions;
    if (end > this.#values.length) this.#grow(end);
    this.#values.set(vector, slot * this.#dimensions);
  }

  /** The dot product with `vector`: of unit vectors the cosine of their angle. */
  dot(slot: number, vector: Float32Array): number {
    const start = slot * this.#dimensions;
    let sum = 0;
    for (let i = 0; i < this.#dimensions; i += 1) sum += (this.#values[start + i] ?? 0) * (vector[i] ?? 0);
    return sum;
  }

  #grow(length: number): void {
    const grown = new Float32Array(Math.max(length, 2 * this.#values.length));
    grown.set(this.#values);
    this.#values = grown;
  }
}
