import { DocumentTextDocument } from '../generated/graphql.js';
import type { ApiClient } from './api-client.js';

/** As much of a citation as the check needs. */
export interface QuotedCitation {
  readonly quote: string;
  readonly sourceSpan: { readonly start: number; readonly end: number };
  readonly documentVersion: number;
  readonly document: { readonly id: string; readonly externalId: string } | null | undefined;
}

/** The citations whose quote is not, byte for byte, what its document's text has at the span it names. */
export async function findWrongQuotes<Citation extends QuotedCitation>(
  api: ApiClient,
  citations: readonly Citation[],
  signal: AbortSignal,
): Promise<readonly Citation[]> {
  const checks = citations.map(async (citation) => ({
    citation,
    stands: await quoteStands(api, citation, signal),
  }));
  return (await Promise.all(checks)).filter(({ stands }) => !stands).map(({ citation }) => citation);
}

/** Reads the whole text and cuts it here, so that the offsets are checked too. */
async function quoteStands(api: ApiClient, citation: QuotedCitation, signal: AbortSignal): Promise<boolean> {
  if (citation.document === null || citation.document === undefined) return false;
  const variables = { by: { id: citation.document.id }, version: citation.documentVersion };
  const { document } = await api.request(DocumentTextDocument, variables, signal);
  const { start, end } = citation.sourceSpan;
  const words = document?.text?.slice(start, end);
  return words !== undefined && Buffer.from(words).equals(Buffer.from(citation.quote));
}
