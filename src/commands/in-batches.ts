const mostFiles = 100;
const mostBytes = 4 * 1024 * 1024;

/** The files in their order, a request's worth at a time: a file larger than that goes alone. */
export function* inBatches<File extends { readonly bytes: number }>(
  files: readonly File[],
): Generator<readonly File[]> {
  let batch: File[] = [];
  let bytes = 0;
  for (const file of files) {
    if (batch.length === mostFiles || (batch.length > 0 && bytes + file.bytes > mostBytes)) {
      yield batch;
      batch = [];
      bytes = 0;
    }
    batch.push(file);
    bytes += file.bytes;
  }
  if (batch.length > 0) yield batch;
}
