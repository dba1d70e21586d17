import { readFileSync } from 'node:fs';
import { Tokenizer } from '@huggingface/tokenizers';

/** As much of the package's tokenizer as is used: its own types do not resolve under Node's module rules. */
export interface TextTokenizer {
  encode(
    text: string,
    options?: { readonly add_special_tokens: boolean },
  ): { readonly ids: readonly number[] };
}

type TokenizerClass = new (tokenizer: object, config: object) => TextTokenizer;

/** Reads a `tokenizer.json`; its own truncation and padding are not applied. About 50 ms, synchronous. */
export function readTokenizer(path: string): TextTokenizer {
  return new (Tokenizer as TokenizerClass)(JSON.parse(readFileSync(path, 'utf8')) as object, {});
}

/** The text's token ids between the model's special ones, cut at its end to `maxTokens` in all. */
export function tokenIds(tokenizer: TextTokenizer, text: string, maxTokens: number): readonly number[] {
  const { ids } = tokenizer.encode(text);
  return ids.length <= maxTokens ? ids : [...ids.slice(0, maxTokens - 1), ...ids.slice(-1)];
}
