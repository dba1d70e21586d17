/** Reads a source as fast as it goes and keeps what has come until it is taken. */
export class ReadAhead<Item> {
  /** Resolves when the source has ended or failed. */
  readonly over: Promise<void>;
  readonly #source: AsyncIterator<Item>;
  #items: Item[] = [];
  #closed = false;
  #failure: { readonly error: unknown } | null = null;
  #ended = false;
  #wake = () => {};

  constructor(source: AsyncIterable<Item>) {
    this.#source = source[Symbol.asyncIterator]();
    this.over = this.#read();
  }

  /** True as soon as there is something to take, false at the end; rejects with the source's error after its last item. */
  async filled(): Promise<boolean> {
    while (this.#items.length === 0) {
      if (this.#failure !== null) throw this.#failure.error;
      if (this.#ended) return false;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    return true;
  }

  take(): readonly Item[] {
    const items = this.#items;
    this.#items = [];
    return items;
  }

  /**
   * Reads no further and lets the source clean up. One that is still waiting for its next item cleans up after
   * that: what makes it stop waiting is its own signal.
   */
  close(): void {
    this.#closed = true;
    this.#source.return?.().catch(() => undefined);
  }

  async #read(): Promise<void> {
    try {
      for (let next = await this.#source.next(); next.done !== true; next = await this.#source.next()) {
        this.#items.push(next.value);
        this.#wake();
        if (this.#closed) return;
      }
    } catch (error) {
      this.#failure = { error };
    } finally {
      this.#ended = true;
      this.#wake();
    }
  }
}
