/** How many calls are under way at once: the threads always have a next one. */
const callsAtOnce = 3;

/** The embedder itself, which also remembers the documents' texts, so that it alone can be timed on them. */
export function recordingEmbedder(embedder) {
  let texts = [];
  return {
    model: embedder.model,
    maxTokens: embedder.maxTokens,
    maxBatchSize: embedder.maxBatchSize,
    countTokens: (text) => embedder.countTokens(text),
    check: (signal) => embedder.check(signal),
    close: () => embedder.close(),
    embed: (batch, options) => {
      if (options.lane === 'ingestion') texts.push(...batch);
      return embedder.embed(batch, options);
    },
    forget: () => {
      texts = [];
    },
    embedAgain: async () => {
      const started = performance.now();
      await embedAll(embedder, texts);
      return { texts: texts.length, seconds: (performance.now() - started) / 1000 };
    },
  };
}

async function embedAll(embedder, texts) {
  let next = 0;
  const caller = async () => {
    while (next < texts.length) {
      const batch = texts.slice(next, next + embedder.maxBatchSize);
      next += batch.length;
      await embedder.embed(batch, { lane: 'ingestion' });
    }
  };
  await Promise.all(Array.from({ length: callsAtOnce }, caller));
}
