import { CollectionDocument } from '../generated/graphql.js';
import type { ApiClient } from './api-client.js';
import { CommandFailure } from './command-failure.js';

/**
 * `key=value` pairs as metadata: values take the type that the collection declares for the key, strings
 * otherwise. What the collection does not declare is left to the server to refuse.
 */
export async function readMetadata(
  api: ApiClient,
  collection: string,
  pairs: readonly string[],
  signal: AbortSignal,
): Promise<Readonly<Record<string, unknown>>> {
  if (pairs.length === 0) return {};
  const { collection: found } = await api.request(CollectionDocument, { name: collection }, signal);
  const types = new Map(found?.metadataSchema.map(({ name, type }) => [name, type]));
  return Object.fromEntries(
    pairs.map((pair) => {
      const separator = pair.indexOf('=');
      if (separator < 1) throw new CommandFailure(`--metadata ${pair}: it may be key=value`);
      const key = pair.slice(0, separator);
      return [key, typed(pair.slice(separator + 1), types.get(key))];
    }),
  );
}

/** What cannot be read as its type stays a string: the server says what is wrong with it. */
function typed(value: string, type: string | undefined): unknown {
  if (type === 'NUMBER' && value.trim() !== '' && !Number.isNaN(Number(value))) return Number(value);
  if (type === 'BOOLEAN' && (value === 'true' || value === 'false')) return value === 'true';
  if (type === 'STRING_LIST') return value.split(',').map((part) => part.trim());
  return value;
}
