import { Arg, Ctx, Query, Resolver } from 'type-graphql';

import { SearchResultType } from '../schema/search-result.type.js';
import { SearchInput } from '../schema/search.input.js';
import type { OperationContext } from './operation-context.js';
import { parseSearch } from './parsing/parse-search.js';

@Resolver()
export class SearchResolver {
  @Query(() => SearchResultType, { nullable: true, description: 'Passages that bear on a query.' })
  async search(
    @Arg('input', () => SearchInput, { description: 'What to look for, and where.' }) input: SearchInput,
    @Ctx() { services, principal, signal }: OperationContext,
  ): Promise<SearchResultType> {
    return SearchResultType.from(await services.retrieval.search(principal, parseSearch(input), signal));
  }
}
