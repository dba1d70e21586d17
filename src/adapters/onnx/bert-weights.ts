import type { BertConfig } from './bert-config.js';
import type { DataType } from './onnx-model.js';
import type { Safetensors } from './safetensors.js';

/** A weight of the graph, and how its numbers come from those that were published. */
export interface Weight {
  readonly name: string;
  readonly type: DataType;
  readonly shape: readonly number[];
  read(published: Safetensors): Float32Array | Uint16Array;
}

/** All weights that `bertNodes` names. The word embeddings stay half-precision: as exact, half the memory. */
export function bertWeights(config: BertConfig): readonly Weight[] {
  const { hiddenSize: hidden, vocabulary, positions, tokenTypes } = config;
  return [
    halves('words', 'embeddings.word_embeddings.weight', [vocabulary, hidden]),
    floats('positions', 'embeddings.position_embeddings.weight', [positions, hidden]),
    floats('types', 'embeddings.token_type_embeddings.weight', [tokenTypes, hidden]),
    ...layerNorm('embeddings.norm', 'embeddings.LayerNorm', hidden),
    ...Array.from({ length: config.layers }, (_, layer) => layerWeights(config, layer)).flat(),
  ];
}

function layerWeights(config: BertConfig, layer: number): readonly Weight[] {
  const { hiddenSize: hidden, intermediateSize: intermediate } = config;
  const [name, published] = [`layer${String(layer)}`, `encoder.layer.${String(layer)}`];
  return [
    ...['query', 'key', 'value'].map((part) =>
      matrix(`${name}.${part}`, `${published}.attention.self.${part}`, hidden, hidden),
    ),
    attentionBias(`${name}.attention.bias`, `${published}.attention.self`, hidden),
    ...dense(`${name}.attention.output`, `${published}.attention.output.dense`, hidden, hidden),
    ...layerNorm(`${name}.attention.norm`, `${published}.attention.output.LayerNorm`, hidden),
    ...dense(`${name}.intermediate`, `${published}.intermediate.dense`, hidden, intermediate),
    ...dense(`${name}.output`, `${published}.output.dense`, intermediate, hidden),
    ...layerNorm(`${name}.norm`, `${published}.output.LayerNorm`, hidden),
  ];
}

function dense(name: string, published: string, inputs: number, outputs: number): readonly Weight[] {
  return [matrix(name, published, inputs, outputs), floats(`${name}.bias`, `${published}.bias`, [outputs])];
}

function layerNorm(name: string, published: string, size: number): readonly Weight[] {
  return [
    floats(`${name}.scale`, `${published}.weight`, [size]),
    floats(`${name}.bias`, `${published}.bias`, [size]),
  ];
}

/** Published as [outputs, inputs], multiplied as [inputs, outputs]. */
function matrix(name: string, published: string, inputs: number, outputs: number): Weight {
  return {
    name,
    type: 'float32',
    shape: [inputs, outputs],
    read: (file) => transpose(file.floats(`${published}.weight`, [outputs, inputs]), outputs, inputs),
  };
}

/** The attention operator takes the biases of query, key and value in one. */
function attentionBias(name: string, published: string, hidden: number): Weight {
  return {
    name,
    type: 'float32',
    shape: [3 * hidden],
    read: (file) => {
      const joined = new Float32Array(3 * hidden);
      for (const [index, part] of ['query', 'key', 'value'].entries()) {
        joined.set(file.floats(`${published}.${part}.bias`, [hidden]), index * hidden);
      }
      return joined;
    },
  };
}

function floats(name: string, published: string, shape: readonly number[]): Weight {
  return { name, type: 'float32', shape, read: (file) => file.floats(published, shape) };
}

function halves(name: string, published: string, shape: readonly number[]): Weight {
  return { name, type: 'float16', shape, read: (file) => file.halves(published, shape) };
}

function transpose(values: Float32Array, rows: number, columns: number): Float32Array {
  const transposed = new Float32Array(values.length);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      transposed[column * rows + row] = values[row * columns + column] ?? Number.NaN;
    }
  }
  return transposed;
}
