import { IngestionFailure } from '../../domain/errors.js';
import type { DocumentLoader, LoadedDocument } from '../../ports/document-loader.js';
import { detectMediaType } from './detect-media-type.js';
import { malformed, unsupported } from './failures.js';
import { formatLoader } from './formats.js';

export type LoadingSource = Parameters<DocumentLoader['load']>[0];

/**
 * Reads a file of any format there is a loader for. May take as much time and memory as a hostile file
 * makes it: see IsolatedLoader. Rejects with IngestionFailure only.
 */
export async function loadDocument(
  { bytes, mediaType: declared, fileName }: LoadingSource,
  limits: { readonly maxCharacters: number },
): Promise<LoadedDocument> {
  const mediaType = detectMediaType(bytes, { mediaType: essence(declared), fileName });
  const load = await formatLoader(mediaType);
  if (load === null) throw unsupported(`of the type ${mediaType}`);
  try {
    return await load(bytes, { mediaType, charset: charsetOf(declared), fileName, ...limits });
  } catch (error) {
    throw error instanceof IngestionFailure ? error : asFailure(error);
  }
}

/** A reader that fails on a file in a way it does not expect has met a file it cannot read. */
function asFailure(error: unknown): IngestionFailure {
  const tooDeep = error instanceof RangeError && /call stack/i.test(error.message);
  const reason = tooDeep
    ? 'it is nested too deeply'
    : `it is damaged: ${error instanceof Error ? error.message : String(error)}`;
  return malformed(reason, { cause: error });
}

function essence(mediaType: string | null): string | null {
  return mediaType?.split(';')[0]?.trim().toLowerCase() ?? null;
}

function charsetOf(mediaType: string | null): string | undefined {
  return /;\s*charset\s*=\s*"?([\w.:-]+)/i.exec(mediaType ?? '')?.[1];
}
