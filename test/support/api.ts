import { createClient } from 'graphql-sse';

/** Posts a query; throws where the server is gone or answers with errors. */
export async function post<Data>(url: string, query: string, variables: object = {}): Promise<Data> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = (await response.json()) as {
    readonly data: Data | null;
    readonly errors?: unknown;
  };
  if (errors !== undefined || data === null) throw new Error(JSON.stringify(errors));
  return data;
}

/** The results of a subscription over SSE, until it ends. */
export async function* subscribe<Data>(
  url: string,
  query: string,
  variables: Record<string, unknown>,
): AsyncGenerator<Data, void, undefined> {
  const client = createClient({ url: `${url}/graphql`, retryAttempts: 0, fetchFn: fetch });
  try {
    for await (const { data, errors } of client.iterate({ query, variables })) {
      if (errors !== undefined || data === null || data === undefined)
        throw new Error(JSON.stringify(errors));
      yield data as Data;
    }
  } finally {
    client.dispose();
  }
}

export interface Connection<Node> {
  readonly edges: readonly { readonly node: Node }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

/** All nodes of a connection, page by page. */
export async function allNodes<Node>(
  fetchPage: (after: string | null) => Promise<Connection<Node>>,
): Promise<readonly Node[]> {
  const nodes: Node[] = [];
  let after: string | null = null;
  do {
    const { edges, pageInfo }: Connection<Node> = await fetchPage(after);
    nodes.push(...edges.map(({ node }) => node));
    after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
  } while (after !== null);
  return nodes;
}
