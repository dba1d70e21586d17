/**
 * Stands for `kill -9`: counts the calls made through the objects it guards, and at the chosen one the
 * "process" is gone. That call is made or not, as told; it and all later ones never return.
 */
export class Fuse {
  /** Resolves once it has blown and no call made through it is under way any more. */
  readonly blown: Promise<void>;
  #callsLeft: number;
  readonly #dieBefore: boolean;
  #hasBlown = false;
  #underWay = 0;
  #noteQuiet: () => void = () => undefined;

  constructor(options: { readonly calls: number; readonly dieBefore: boolean }) {
    this.#callsLeft = options.calls;
    this.#dieBefore = options.dieBefore;
    this.blown = new Promise((resolve) => (this.#noteQuiet = resolve));
  }

  get hasBlown(): boolean {
    return this.#hasBlown;
  }

  /** The same object, the methods of it and of its parts counted, but for `free` ones, which are not asynchronous. */
  guard<Guarded extends object>(target: Guarded, free: readonly (keyof Guarded)[] = []): Guarded {
    return new Proxy(target, {
      get: (_, key) => {
        const value: unknown = Reflect.get(target, key, target);
        if (typeof value === 'function') {
          const call = value.bind(target) as Call;
          return free.includes(key as keyof Guarded) ? call : this.#guardCall(call);
        }
        return typeof value === 'object' && value !== null ? this.guard(value) : value;
      },
    });
  }

  #guardCall(call: Call): Call {
    return (...args) => (this.#burn() ? this.#whileAlive(() => call(...args)) : forever());
  }

  /** False where this call is not made any more. */
  #burn(): boolean {
    if (this.#hasBlown) return false;
    this.#callsLeft -= 1;
    if (this.#callsLeft > 0) return true;
    this.#hasBlown = true;
    if (this.#underWay === 0 && this.#dieBefore) this.#noteQuiet();
    return !this.#dieBefore;
  }

  #whileAlive(call: () => unknown): unknown {
    const result = call();
    if (!(result instanceof Promise)) return result;
    this.#underWay += 1;
    const noteEnd = () => {
      this.#underWay -= 1;
      if (this.#hasBlown && this.#underWay === 0) this.#noteQuiet();
    };
    return result.finally(noteEnd).then(
      (value: unknown) => (this.#hasBlown ? forever() : value),
      (error: unknown) => (this.#hasBlown ? forever() : Promise.reject(error as Error)),
    );
  }
}

type Call = (...args: readonly unknown[]) => unknown;

function forever(): Promise<never> {
  return new Promise(() => undefined);
}
