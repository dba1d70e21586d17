import type { BertConfig } from './bert-config.js';
import type { Attribute, Constant, GraphNode, GraphValue, OnnxModel } from './onnx-model.js';

/** Operators of ONNX Runtime's own, each doing in one pass what takes ONNX several. */
const fused = 'com.microsoft';

const inputs: readonly GraphValue[] = ['input_ids', 'attention_mask', 'token_type_ids'].map((name) => ({
  name,
  type: 'int64',
  shape: ['batch', 'sequence'],
}));

/**
 * A BERT encoder over `weights` (bert-weights.ts): the usual three inputs to `last_hidden_state`
 * [batch, sequence, hidden], the names that published ONNX encoders have too.
 */
export function bertGraph(config: BertConfig, weights: readonly Constant[]): OnnxModel {
  return {
    name: 'bert',
    operatorSets: { '': 17, [fused]: 1 },
    nodes: bertNodes(config),
    constants: [...weights, scalar('zero', 0n), scalar('one', 1n)],
    inputs,
    outputs: [
      { name: 'last_hidden_state', type: 'float32', shape: ['batch', 'sequence', config.hiddenSize] },
    ],
  };
}

function bertNodes(config: BertConfig): readonly GraphNode[] {
  const nodes = [...embeddingNodes(config), node('Cast', ['attention_mask'], 'mask', { to: { int: 6 } })];
  let state = 'embeddings';
  for (let layer = 0; layer < config.layers; layer++) {
    const output = layer === config.layers - 1 ? 'last_hidden_state' : `layer${String(layer)}.state`;
    nodes.push(...layerNodes(config, `layer${String(layer)}`, state, output));
    state = output;
  }
  return nodes;
}

/** Word + token type + position, normalised. */
function embeddingNodes(config: BertConfig): readonly GraphNode[] {
  return [
    node('Gather', ['words', 'input_ids'], 'word.halves'),
    node('Cast', ['word.halves'], 'word', { to: { int: 1 } }),
    node('Shape', ['input_ids'], 'shape'),
    node('Gather', ['shape', 'one'], 'length'),
    node('Range', ['zero', 'length', 'one'], 'places'),
    node('Gather', ['positions', 'places'], 'position'),
    node('Gather', ['types', 'token_type_ids'], 'type'),
    node('Add', ['word', 'type'], 'typed'),
    node('Add', ['typed', 'position'], 'placed'),
    node('LayerNormalization', ['placed', 'embeddings.norm.scale', 'embeddings.norm.bias'], 'embeddings', {
      axis: { int: -1 },
      epsilon: { float: config.layerNormEpsilon },
    }),
  ];
}

function layerNodes(config: BertConfig, name: string, state: string, output: string): readonly GraphNode[] {
  const of = (part: string): string => `${name}.${part}`;
  const parts = ['query', 'key', 'value'] as const;
  return [
    ...parts.map((part) => node('MatMul', [state, of(part)], of(`${part}.out`))),
    node(
      'MultiHeadAttention',
      [...parts.map((part) => of(`${part}.out`)), of('attention.bias'), 'mask'],
      of('attention'),
      { num_heads: { int: config.heads } },
      fused,
    ),
    node('MatMul', [of('attention'), of('attention.output')], of('attended')),
    addAndNormalise(config, of('attended'), state, of('attention'), of('attention.state')),
    node('MatMul', [of('attention.state'), of('intermediate')], of('widened')),
    node('BiasGelu', [of('widened'), of('intermediate.bias')], of('activated'), {}, fused),
    node('MatMul', [of('activated'), of('output')], of('narrowed')),
    addAndNormalise(config, of('narrowed'), of('attention.state'), name, output),
  ];
}

/** `output` = norm(value + bias of `name`.output + residual). */
function addAndNormalise(
  config: BertConfig,
  value: string,
  residual: string,
  name: string,
  output: string,
): GraphNode {
  return node(
    'SkipLayerNormalization',
    [value, residual, `${name}.norm.scale`, `${name}.norm.bias`, `${name}.output.bias`],
    output,
    { epsilon: { float: config.layerNormEpsilon } },
    fused,
  );
}

function node(
  operator: string,
  nodeInputs: readonly string[],
  output: string,
  attributes: Readonly<Record<string, Attribute>> = {},
  domain = '',
): GraphNode {
  return { operator, domain, inputs: nodeInputs, output, attributes };
}

function scalar(name: string, value: bigint): Constant {
  const values = new Uint8Array(BigInt64Array.of(value).buffer);
  return { name, type: 'int64', shape: [], data: { values } };
}
