import type { InferenceSession, Tensor } from 'onnxruntime-node';

import { microBatches } from './micro-batches.js';
import { poolMeans } from './pooling.js';
import { tokenIds, type TextTokenizer } from './tokenizer.js';

interface EncoderParts {
  readonly tokenizer: TextTokenizer;
  /** An encoder with BERT's inputs and `last_hidden_state` [batch, sequence, dimensions]. */
  readonly session: InferenceSession;
  readonly Tensor: typeof Tensor;
  readonly maxTokens: number;
  readonly dimensions: number;
}

/** Texts to vectors, on the thread that calls. */
export class SentenceEncoder {
  constructor(private readonly parts: EncoderParts) {}

  /** The vectors one after another, in the order of the texts. Blocks the thread for as long as it takes. */
  async encode(texts: readonly string[]): Promise<Float32Array> {
    const { tokenizer, maxTokens, dimensions } = this.parts;
    const tokenized = texts.map((text) => tokenIds(tokenizer, text, maxTokens));
    const vectors = new Float32Array(texts.length * dimensions);
    for (const batch of microBatches(tokenized.map((ids) => ids.length))) {
      const pooled = await this.#run(batch.map((index) => tokenized[index] ?? []));
      for (const [place, index] of batch.entries()) vectors.set(pooled[place] ?? [], index * dimensions);
    }
    return vectors;
  }

  async #run(rows: readonly (readonly number[])[]): Promise<readonly Float32Array[]> {
    const { session, dimensions } = this.parts;
    const { last_hidden_state: output } = await session.run(this.#inputs(rows));
    if (output?.type !== 'float32') throw new Error('the model has no float output last_hidden_state');
    const lengths = rows.map((ids) => ids.length);
    return poolMeans(output.data as Float32Array, lengths, dimensions);
  }

  #inputs(rows: readonly (readonly number[])[]): Record<string, Tensor> {
    const longest = Math.max(...rows.map((ids) => ids.length));
    const shape = [rows.length, longest];
    const ids = new BigInt64Array(rows.length * longest);
    const mask = new BigInt64Array(rows.length * longest);
    for (const [row, tokens] of rows.entries()) {
      ids.set(tokens.map(BigInt), row * longest);
      mask.fill(1n, row * longest, row * longest + tokens.length);
    }
    return {
      input_ids: new this.parts.Tensor('int64', ids, shape),
      attention_mask: new this.parts.Tensor('int64', mask, shape),
      token_type_ids: new this.parts.Tensor('int64', new BigInt64Array(ids.length), shape),
    };
  }
}
