import { SearchDocument, type SearchQuery } from '../generated/graphql.js';
import type { CommandContext } from './command-context.js';
import { CommandFailure } from './command-failure.js';
import { wrap } from './format.js';
import { placeOf } from './print-sources.js';
import { withApi } from './with-api.js';

export interface SearchOptions {
  readonly collection: string;
  readonly topK: number | null;
}

type FoundPassage = NonNullable<SearchQuery['search']>['passages'][number];

/** Prints the passages found for a query, best first. */
export async function search(
  { config, terminal, signal }: CommandContext,
  query: string,
  { collection, topK }: SearchOptions,
): Promise<void> {
  await withApi(config, async (api) => {
    const data = await api.request(SearchDocument, { input: { query, collection, topK } }, signal);
    if (!data.search) throw new CommandFailure('the search came to nothing: the server gave no result');
    const { passages } = data.search;
    if (passages.length === 0) terminal.write('No passage found.\n');
    for (const passage of passages) terminal.write(`${describe(passage, terminal.columns)}\n\n`);
  });
}

function describe(passage: FoundPassage, columns: number): string {
  const place = placeOf(passage.document?.title ?? null, passage.headingPath);
  const file = passage.document?.externalId ?? 'a document deleted since';
  const name = [place, file].filter((part) => part !== '').join(' — ');
  const heading = `${String(passage.rank)}. ${name}  (${passage.score.toFixed(3)})`;
  return `${heading}\n${wrap(passage.text, columns, 4)}`;
}
