/**
 * A bounded key-value cache. Values are structured-cloneable and never mutated after `set`. A cache may
 * forget at any time; it never invents, and never returns an entry past its time to live.
 */
export interface Cache {
  /** Undefined where there is no live entry. */
  get(key: string, signal?: AbortSignal): Promise<unknown>;
  set(key: string, value: unknown, options: { readonly ttlSeconds: number }): Promise<void>;
  /** Drops every entry whose key starts with `prefix`; resolves to how many there were. */
  dropPrefix(prefix: string): Promise<number>;
  check(signal?: AbortSignal): Promise<void>;
}
