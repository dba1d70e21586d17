/** Sends a query or mutation; rejects with the first error's message. */
export async function request(url, query, variables = {}) {
  const response = await fetch(new URL('/graphql', url), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = await response.json();
  if (errors !== undefined) throw new Error(errors[0].message);
  return data;
}

const documentsAtOnce = 50;

/** Ingests documents and waits until each is searchable; rejects where one failed, unless `onFailure` takes it. */
export async function ingest(url, collection, documents, onFailure = rejectFailure) {
  const mutation = `mutation ($input: IngestInput!) {
    ingest(input: $input) { ingestions { externalId state error { code message } progress { chunksTotal } } }
  }`;
  let chunks = 0;
  for (let start = 0; start < documents.length; start += documentsAtOnce) {
    const batch = documents.slice(start, start + documentsAtOnce);
    const data = await request(url, mutation, {
      input: { collection, documents: batch, waitFor: 'SEARCHABLE' },
    });
    for (const ingestion of data.ingest.ingestions) {
      if (ingestion.error !== null) onFailure(ingestion);
      chunks += ingestion.progress.chunksTotal;
    }
  }
  return chunks;
}

function rejectFailure({ externalId, error }) {
  throw new Error(`${externalId}: ${error.code} ${error.message}`);
}

export async function createCollection(url, input) {
  await request(url, `mutation ($input: CreateCollectionInput!) { createCollection(input: $input) { id } }`, {
    input,
  });
}
