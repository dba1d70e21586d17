import { describe, expect, it } from '@jest/globals';

import { HashingEmbedder } from '../../../../src/adapters/hashing/hashing-embedder.js';
import { ManualClock } from '../../../support/manual-clock.js';

const lane = 'ingestion';

describe('HashingEmbedder', () => {
  it('counts the calls it answered and the texts in them, not the ones it refused', async () => {
    const embedder = new HashingEmbedder();
    await embedder.embed(['one', 'two'], { lane });
    await embedder.embed(['three'], { lane });
    await expect(embedder.embed(['four'], { lane, signal: AbortSignal.abort() })).rejects.toThrow();
    expect({ calls: embedder.calls, texts: embedder.texts }).toEqual({ calls: 2, texts: 3 });
  });

  it('takes as long as it is told, by the clock it is given', async () => {
    const clock = new ManualClock();
    const embedder = new HashingEmbedder({ delay: { clock, milliseconds: 50 } });
    let embedded = false;
    const call = embedder.embed(['a text'], { lane }).then(() => (embedded = true));
    await clock.advance(49);
    expect(embedded).toBe(false);
    await clock.advance(1);
    await call;
    expect(embedded).toBe(true);
  });

  it('rejects a call under way as soon as its signal aborts', async () => {
    const embedder = new HashingEmbedder({ delay: { clock: new ManualClock(), milliseconds: 50 } });
    const controller = new AbortController();
    const call = embedder.embed(['a text'], { lane, signal: controller.signal });
    controller.abort(new Error('enough'));
    await expect(call).rejects.toThrow('enough');
    expect(embedder.calls).toBe(0);
  });

  it('has the dimensions it was asked for and names them in its fingerprint', async () => {
    const embedder = new HashingEmbedder({ dimensions: 32 });
    const [vector] = await embedder.embed(['a text'], { lane });
    expect(vector).toHaveLength(32);
    expect(embedder.model.fingerprint).not.toBe(new HashingEmbedder().model.fingerprint);
  });

  it('gives the same vector on every machine', async () => {
    const [vector] = await new HashingEmbedder({ dimensions: 8 }).embed(['Zwei Wörter'], { lane });
    const half = Math.fround(Math.SQRT1_2);
    expect([...(vector ?? [])]).toEqual([0, half, 0, 0, 0, -half, 0, 0]);
  });
});
