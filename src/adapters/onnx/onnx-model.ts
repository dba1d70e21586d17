import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';

/** The numbers of onnx.proto's TensorProto.DataType. */
export const dataTypes = { float32: 1, int32: 6, int64: 7, float16: 10 } as const;
export type DataType = keyof typeof dataTypes;

/** A constant of the graph, in the model itself (`values`) or in a file beside it (`file`). */
export interface Constant {
  readonly name: string;
  readonly type: DataType;
  readonly shape: readonly number[];
  readonly data:
    | { readonly values: Uint8Array }
    | { readonly file: string; readonly offset: number; readonly length: number };
}

export type Attribute = { readonly int: number } | { readonly float: number };

export interface GraphNode {
  readonly operator: string;
  /** Empty for ONNX's own operators. */
  readonly domain: string;
  readonly inputs: readonly string[];
  readonly output: string;
  readonly attributes: Readonly<Record<string, Attribute>>;
}

/** A named number in `shape` is fixed, a word stands for one that each run chooses. */
export interface GraphValue {
  readonly name: string;
  readonly type: DataType;
  readonly shape: readonly (number | string)[];
}

export interface OnnxModel {
  readonly name: string;
  readonly operatorSets: Readonly<Record<string, number>>;
  readonly nodes: readonly GraphNode[];
  readonly constants: readonly Constant[];
  readonly inputs: readonly GraphValue[];
  readonly outputs: readonly GraphValue[];
}

/** Written by field numbers of onnx.proto: ModelProto and the messages in it. */
export function encodeModel(model: OnnxModel): Uint8Array {
  const writer = new BinaryWriter();
  integer(writer, 1, 9); // ir_version
  text(writer, 2, 'groundql');
  message(writer, 7, encodeGraph(model));
  for (const [domain, version] of Object.entries(model.operatorSets)) {
    message(writer, 8, encodeOperatorSet(domain, version));
  }
  return writer.finish();
}

function encodeGraph(model: OnnxModel): Uint8Array {
  const writer = new BinaryWriter();
  for (const node of model.nodes) message(writer, 1, encodeNode(node));
  text(writer, 2, model.name);
  for (const constant of model.constants) message(writer, 5, encodeConstant(constant));
  for (const input of model.inputs) message(writer, 11, encodeValue(input));
  for (const output of model.outputs) message(writer, 12, encodeValue(output));
  return writer.finish();
}

function encodeNode(node: GraphNode): Uint8Array {
  const writer = new BinaryWriter();
  for (const input of node.inputs) text(writer, 1, input);
  text(writer, 2, node.output);
  text(writer, 3, `${node.output}_node`);
  text(writer, 4, node.operator);
  for (const [name, attribute] of Object.entries(node.attributes)) {
    message(writer, 5, encodeAttribute(name, attribute));
  }
  text(writer, 7, node.domain);
  return writer.finish();
}

function encodeAttribute(name: string, attribute: Attribute): Uint8Array {
  const writer = new BinaryWriter();
  text(writer, 1, name);
  if ('float' in attribute) {
    writer.tag(2, WireType.Bit32).float(attribute.float);
    integer(writer, 20, 1);
  } else {
    integer(writer, 3, attribute.int);
    integer(writer, 20, 2);
  }
  return writer.finish();
}

function encodeConstant(constant: Constant): Uint8Array {
  const writer = new BinaryWriter();
  for (const size of constant.shape) integer(writer, 1, size);
  integer(writer, 2, dataTypes[constant.type]);
  text(writer, 8, constant.name);
  if ('values' in constant.data) {
    message(writer, 9, constant.data.values);
  } else {
    const { file, offset, length } = constant.data;
    message(writer, 13, encodeEntry('location', file));
    message(writer, 13, encodeEntry('offset', String(offset)));
    message(writer, 13, encodeEntry('length', String(length)));
    integer(writer, 14, 1); // data_location: EXTERNAL
  }
  return writer.finish();
}

function encodeEntry(key: string, value: string): Uint8Array {
  const writer = new BinaryWriter();
  text(writer, 1, key);
  text(writer, 2, value);
  return writer.finish();
}

function encodeValue(value: GraphValue): Uint8Array {
  const shape = new BinaryWriter();
  for (const size of value.shape) message(shape, 1, encodeDimension(size));
  const tensor = new BinaryWriter();
  integer(tensor, 1, dataTypes[value.type]);
  message(tensor, 2, shape.finish());
  const type = new BinaryWriter();
  message(type, 1, tensor.finish());
  const writer = new BinaryWriter();
  text(writer, 1, value.name);
  message(writer, 2, type.finish());
  return writer.finish();
}

function encodeDimension(size: number | string): Uint8Array {
  const writer = new BinaryWriter();
  if (typeof size === 'number') integer(writer, 1, size);
  else text(writer, 2, size);
  return writer.finish();
}

function encodeOperatorSet(domain: string, version: number): Uint8Array {
  const writer = new BinaryWriter();
  text(writer, 1, domain);
  integer(writer, 2, version);
  return writer.finish();
}

function integer(writer: BinaryWriter, field: number, value: number): void {
  writer.tag(field, WireType.Varint).int64(value);
}

function text(writer: BinaryWriter, field: number, value: string): void {
  writer.tag(field, WireType.LengthDelimited).string(value);
}

function message(writer: BinaryWriter, field: number, bytes: Uint8Array): void {
  writer.tag(field, WireType.LengthDelimited).bytes(bytes);
}
