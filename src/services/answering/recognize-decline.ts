import type { GenerationEvent } from '../../ports/language-model.js';

/**
 * Turns a reply that begins with `declineReply` into `declined`. Text is held back only as long as it may still
 * become that reply.
 */
export async function* recognizeDecline(
  events: AsyncIterable<GenerationEvent>,
  declineReply: string,
): AsyncGenerator<GenerationEvent, void, undefined> {
  let opening: string | null = '';
  for await (const event of events) {
    if (event.kind !== 'text' || opening === null) {
      yield event;
      continue;
    }
    opening += event.text;
    const start = opening.trimStart();
    if (start.startsWith(declineReply)) {
      yield { kind: 'declined' };
      return;
    }
    if (declineReply.startsWith(start)) continue;
    yield { kind: 'text', text: opening };
    opening = null;
  }
  if (opening !== null && opening !== '') yield { kind: 'text', text: opening };
}
