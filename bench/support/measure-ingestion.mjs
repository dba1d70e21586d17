import { ingest } from './api.mjs';
import { randomText } from './random-text.mjs';

const documents = 18;
const paragraphs = 24;

/** Documents ingested until searchable, and the same texts through the embedder alone, right after. */
export async function measureIngestion(server, round) {
  await server.ask('forgetTexts');
  const started = performance.now();
  const chunks = await ingest(server.url, 'default', longDocuments(round));
  const seconds = (performance.now() - started) / 1000;
  const bare = await server.ask('embedAgain');
  return { chunks, seconds, texts: bare.texts, bareSeconds: bare.seconds };
}

function longDocuments(round) {
  return Array.from({ length: documents }, (_, index) => {
    const text = randomText(round * 1000 + index);
    const body = Array.from({ length: paragraphs }, () => text.paragraph(4, 18)).join('\n\n');
    return { externalId: `long-${round}-${index}`, mediaType: 'text/plain', source: { text: body } };
  });
}
