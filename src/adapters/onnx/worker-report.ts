/** What an embedding thread tells: `ready` or `unavailable` once, then one report for each list of texts. */
export type WorkerReport =
  | { readonly kind: 'ready' }
  | { readonly kind: 'unavailable'; readonly reason: string }
  | { readonly kind: 'embedded'; readonly vectors: Float32Array }
  | { readonly kind: 'failed'; readonly reason: string };
