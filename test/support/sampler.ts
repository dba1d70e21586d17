/** Draws samples from a source of random numbers, such as `seededRandom()`. */
export class Sampler {
  readonly #next: () => number;

  /** `next` gives numbers from 0 up to 1. */
  constructor(next: () => number) {
    this.#next = next;
  }

  /** A whole number from 0 up to, but not including, `end`. */
  below(end: number): number {
    return Math.floor(this.#next() * end);
  }

  chance(probability: number): boolean {
    return this.#next() < probability;
  }

  pick<Item>(items: readonly Item[]): Item {
    const item = items[this.below(items.length)];
    if (item === undefined) throw new RangeError('nothing to pick from');
    return item;
  }

  /** Each item with the given chance, in their order. */
  some<Item>(items: readonly Item[], probability: number): Item[] {
    return items.filter(() => this.chance(probability));
  }

  /** A vector of unit length. */
  unitVector(dimensions: number): Float32Array {
    const vector = Float32Array.from({ length: dimensions }, () => this.#next() - 0.5);
    const length = Math.hypot(...vector);
    return vector.map((value) => value / length);
  }
}
