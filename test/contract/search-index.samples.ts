import type { Condition, DocumentFacts, Filter, ScalarOperand } from '../../src/domain/filter.js';
import { makeId } from '../../src/domain/ids.js';
import type { TenantId } from '../../src/domain/ids.js';
import { builtInFields } from '../../src/domain/metadata.js';
import type { Metadata, MetadataField, MetadataType, MetadataValue } from '../../src/domain/metadata.js';
import type { IndexEntry, IndexPartition } from '../../src/ports/search-index.js';
import type { Sampler } from '../support/sampler.js';

export const dimensions = 16;

/** Names that meet where case, punctuation or script is not told apart. */
const metadataSchema: readonly MetadataField[] = (
  [
    ['language', 'STRING'],
    ['Language', 'STRING'],
    ['title_', 'STRING'],
    ['price', 'NUMBER'],
    ['priceUSD', 'NUMBER'],
    ['price_usd', 'NUMBER'],
    ['select', 'BOOLEAN'],
    ['published', 'DATETIME'],
    ['tags', 'STRING_LIST'],
    ['größe', 'STRING_LIST'],
  ] as const
).map(([name, type]) => ({ name, type, description: null }));

export function samplePartition(name: string): IndexPartition {
  return { collectionId: makeId('collection', name), dimensions, metadataSchema };
}

/** What breaks out of quotes, orders differently by code point and code unit, or looks like a pattern. */
const texts = [
  "o'clock",
  "';--",
  'a"b`c',
  'a\\',
  '%_',
  '',
  'é',
  'A',
  'a',
  '\u{10000}',
  '\uffee',
  '\ud800',
  'x\ny\0z',
];
const numbers = [0, -0, 1, -1.5, 0.1, 1e21, -1e-7, 5e-324, 12_345_678_901_234_567, 2 ** 53];
const instants = ['2024-02-29T00:00:00.000Z', '2025-01-01T00:00:00.000Z', '2025-01-01T00:00:00.001Z'];

const values: Readonly<Record<MetadataType, (random: Sampler) => MetadataValue>> = {
  STRING: (random) => random.pick(texts),
  NUMBER: (random) => random.pick(numbers),
  BOOLEAN: (random) => random.chance(0.5),
  DATETIME: (random) => random.pick(instants),
  STRING_LIST: (random) => random.some(texts, 0.2),
};

export const tenants = ['acme', "o'neil"] as readonly string[] as readonly TenantId[];
export const groups: readonly string[] = ['staff', '*', "board'", 'é'];

/** Some that only one script, or one punctuation, tells apart. */
export const vocabulary: readonly string[] = [
  ...['e-1042', 'v2.3', "don't", 'os.path.join', 'user_name', '東京', 'привет', 'x'.repeat(100)],
  ...['alpha', 'Alpha', 'beta', 'gamma', 'delta', 'and', 'the', 'running', 'run', '1042', '𝔸'],
];

export function sampleEntry(random: Sampler, number: number): IndexEntry {
  const documentNumber = Math.floor(number / 4);
  return {
    chunkId: makeId('chunk', `s${String(number).padStart(5, '0')}`),
    documentId: makeId('document', `s${documentNumber}`),
    tenant: random.chance(0.9) ? ('acme' as TenantId) : random.pick(tenants),
    access: random.chance(0.6) ? [] : random.some(groups, 0.4),
    facts: sampleFacts(random, documentNumber),
    tokens: sampleTokens(random),
    vector: random.unitVector(dimensions),
  };
}

/** A filter of at most `depth` levels over the built-in and the declared fields. */
export function sampleFilter(random: Sampler, depth: number): Filter {
  const kind = depth <= 1 ? 'field' : random.pick(['field', 'all', 'any', 'not'] as const);
  if (kind === 'not') return { kind, filter: sampleFilter(random, depth - 1) };
  if (kind === 'all' || kind === 'any') {
    const filters = Array.from({ length: random.below(4) }, () => sampleFilter(random, depth - 1));
    return { kind, filters };
  }
  return sampleFieldFilter(random);
}

function sampleFieldFilter(random: Sampler): Filter {
  if (random.chance(0.3)) {
    const [name, type] = random.pick(Object.entries(builtInFields));
    return { kind: 'field', name, type, builtIn: true, condition: sampleCondition(random, type) };
  }
  const { name, type } = random.pick(metadataSchema);
  return { kind: 'field', name, type, builtIn: false, condition: sampleCondition(random, type) };
}

function sampleCondition(random: Sampler, type: MetadataType): Condition {
  if (random.chance(0.15)) return { operator: 'exists', value: random.chance(0.5) };
  if (type === 'STRING_LIST') return { operator: 'contains', value: random.pick(texts) };
  const value = () => values[type](random) as ScalarOperand;
  if (random.chance(0.2)) return { operator: 'in', values: Array.from({ length: random.below(4) }, value) };
  const comparisons =
    type === 'BOOLEAN' ? (['eq', 'ne'] as const) : (['eq', 'ne', 'gt', 'gte', 'lt', 'lte'] as const);
  return { operator: random.pick(comparisons), value: value() };
}

function sampleFacts(random: Sampler, documentNumber: number): DocumentFacts {
  return {
    externalId: random.chance(0.5) ? `files/${documentNumber}.md` : random.pick(texts),
    title: random.chance(0.3) ? null : random.pick(texts),
    uri: random.chance(0.5) ? null : random.pick(texts),
    mediaType: random.pick(['text/plain', 'text/markdown']),
    createdAt: random.pick(instants),
    updatedAt: random.pick(instants),
    metadata: sampleMetadata(random),
  };
}

function sampleMetadata(random: Sampler): Metadata {
  return Object.fromEntries(
    random.some(metadataSchema, 0.7).map(({ name, type }) => [name, values[type](random)]),
  );
}

function sampleTokens(random: Sampler): string[] {
  return Array.from({ length: random.below(40) }, () => random.pick(vocabulary));
}
