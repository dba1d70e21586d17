import type { ChunkingOptions } from '../../domain/collection.js';
import { BadUserInputError } from '../../domain/errors.js';
import { builtInFields, type MetadataField } from '../../domain/metadata.js';

/** A collection as a caller describes it. */
export interface NewCollection {
  readonly name: string;
  readonly description?: string | null;
  readonly metadataSchema: readonly MetadataField[];
  /** Absent: the default. */
  readonly chunking?: ChunkingOptions;
}

const mostFields = 64;
const longestDescription = 2000;
const fewestTokens = 16;

/** `__proto__` as the key of an object would not be one of its keys. */
const reserved = [...Object.keys(builtInFields), '__proto__'];

/** Throws BadUserInputError naming what is wrong, such as `input.metadataSchema[2].name`. */
export function checkNewCollection(collection: NewCollection, maxChunkTokens: number): void {
  if (!/^[A-Za-z0-9_-]{1,64}$/.test(collection.name)) {
    throw new BadUserInputError('input.name', 'must be 1 to 64 letters, digits, _ or -');
  }
  checkDescription(collection.description, 'input.description');
  checkFields(collection.metadataSchema);
  if (collection.chunking !== undefined) checkChunking(collection.chunking, maxChunkTokens);
}

function checkDescription(description: string | null | undefined, argument: string): void {
  if ((description?.length ?? 0) <= longestDescription) return;
  throw new BadUserInputError(argument, `must be at most ${longestDescription} characters`);
}

function checkFields(fields: readonly MetadataField[]): void {
  if (fields.length > mostFields) {
    throw new BadUserInputError('input.metadataSchema', `must have at most ${mostFields} fields`);
  }
  const names = fields.map(({ name }) => name);
  fields.forEach((field, place) => {
    const argument = `input.metadataSchema[${place}]`;
    checkFieldName(field.name, `${argument}.name`);
    checkDescription(field.description, `${argument}.description`);
    if (names.indexOf(field.name) !== place) {
      throw new BadUserInputError(
        `${argument}.name`,
        `must be there once: ${field.name} was declared before`,
      );
    }
  });
}

function checkFieldName(name: string, argument: string): void {
  if (!/^[A-Za-z_][A-Za-z0-9_]{0,63}$/.test(name)) {
    throw new BadUserInputError(argument, 'must be 1 to 64 letters, digits or _, the first no digit');
  }
  if (reserved.includes(name)) {
    throw new BadUserInputError(argument, `must not be ${name}: that name is built in`);
  }
}

function checkChunking({ maxTokens, overlapTokens }: ChunkingOptions, maxChunkTokens: number): void {
  if (!Number.isInteger(maxTokens) || maxTokens < fewestTokens || maxTokens > maxChunkTokens) {
    const range = `${fewestTokens} to ${maxChunkTokens}, what the embedding model reads`;
    throw new BadUserInputError('input.chunking.maxTokens', `must be ${range}, not ${maxTokens}`);
  }
  if (!Number.isInteger(overlapTokens) || overlapTokens < 0 || overlapTokens * 2 >= maxTokens) {
    const range = `at least 0 and less than half of maxTokens (${maxTokens})`;
    throw new BadUserInputError('input.chunking.overlapTokens', `must be ${range}, not ${overlapTokens}`);
  }
}
