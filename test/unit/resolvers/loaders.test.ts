import { describe, expect, it } from '@jest/globals';

import type { DocumentId } from '../../../src/domain/ids.js';
import { createLoaders } from '../../../src/resolvers/loaders.js';
import { defaultPrincipal } from '../../../src/services/access/compile-access.js';
import { sampleDocument } from '../../support/sample-records.js';
import { scriptedServices } from '../../support/scripted-services.js';

const [one, two] = [sampleDocument('1'), sampleDocument('2')];

function setUp() {
  const calls: (readonly DocumentId[])[] = [];
  const services = scriptedServices({
    documents: {
      findByIds: (_principal, ids) => {
        calls.push(ids);
        return Promise.resolve(ids.map((id) => [one, two].find((document) => document.id === id) ?? null));
      },
    },
  });
  return { calls, loaders: createLoaders(services, defaultPrincipal) };
}

describe('the loaders', () => {
  it('ask once for all that a tick asks for, each id once, and answer in order', async () => {
    const { calls, loaders } = setUp();
    const missing = sampleDocument('3').id;
    const loaded = await Promise.all(
      [two.id, one.id, missing, two.id].map((id) => loaders.documents.load(id)),
    );
    expect(loaded).toEqual([two, one, null, two]);
    expect(calls).toEqual([[two.id, one.id, missing]]);
  });

  it('ask again for the next tick, so that a subscription sees what has changed', async () => {
    const { calls, loaders } = setUp();
    await loaders.documents.load(one.id);
    await loaders.documents.load(one.id);
    expect(calls).toEqual([[one.id], [one.id]]);
  });

  it('fail every load of a batch that fails', async () => {
    const services = scriptedServices({
      documents: { findByIds: () => Promise.reject(new Error('gone')) },
    });
    const { documents } = createLoaders(services, defaultPrincipal);
    const loads = await Promise.allSettled([documents.load(one.id), documents.load(two.id)]);
    expect(loads.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  });
});
