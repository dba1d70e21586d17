/** The shape of a BERT encoder, as its `config.json` has it. */
export interface BertConfig {
  readonly hiddenSize: number;
  readonly layers: number;
  readonly heads: number;
  readonly intermediateSize: number;
  readonly vocabulary: number;
  readonly positions: number;
  readonly tokenTypes: number;
  readonly layerNormEpsilon: number;
}

/** Throws where `json` is not the configuration of a BERT encoder of the kind that `bertGraph` writes. */
export function parseBertConfig(json: unknown): BertConfig {
  const fields = json as Partial<Record<string, unknown>>;
  if (fields['model_type'] !== 'bert' || fields['hidden_act'] !== 'gelu') {
    throw new Error('config.json describes no BERT encoder with GELU');
  }
  const number = (key: string): number => {
    const value = fields[key];
    if (typeof value !== 'number') throw new Error(`config.json has no number ${key}`);
    return value;
  };
  return {
    hiddenSize: number('hidden_size'),
    layers: number('num_hidden_layers'),
    heads: number('num_attention_heads'),
    intermediateSize: number('intermediate_size'),
    vocabulary: number('vocab_size'),
    positions: number('max_position_embeddings'),
    tokenTypes: number('type_vocab_size'),
    layerNormEpsilon: number('layer_norm_eps'),
  };
}
