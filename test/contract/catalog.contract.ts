import { afterEach, describe, expect, it } from '@jest/globals';

import { UnavailableError } from '../../src/domain/errors.js';
import type { Catalog } from '../../src/ports/catalog.js';
import { describeAmendments } from './catalog-amendments.contract.js';
import { describeCancellations } from './catalog-cancellations.contract.js';
import { describeCollectionDeletions } from './catalog-collection-deletions.contract.js';
import { describeCollections } from './catalog-collections.contract.js';
import { describeDeletions } from './catalog-deletions.contract.js';
import { describeDocuments } from './catalog-documents.contract.js';
import { describeFilters } from './catalog-filters.contract.js';
import { describeIngestions } from './catalog-ingestions.contract.js';
import { describeJoin } from './catalog-join.contract.js';
import { describeListings } from './catalog-listings.contract.js';
import { describeOutbox } from './catalog-outbox.contract.js';
import { CatalogScenario } from './catalog-scenario.js';
import { describeSequences } from './catalog-sequences.contract.js';
import { describeVersions } from './catalog-versions.contract.js';

/** Opens an empty catalog in a scenario that the test's end closes. */
export type Begin = () => Promise<CatalogScenario>;

/** What every catalog keeps; `create` opens a new, empty one that keeps the texts of three versions. */
export function describeCatalog(name: string, create: () => Promise<Catalog>): void {
  describe(`${name} as a Catalog`, () => {
    const open: Catalog[] = [];

    afterEach(async () => {
      for (const catalog of open.splice(0)) await catalog.close();
    });

    const begin: Begin = async () => {
      const catalog = await create();
      open.push(catalog);
      return new CatalogScenario(catalog);
    };

    describe('collections', () => {
      describeCollections(begin);
    });
    describe('documents', () => {
      describeDocuments(begin);
    });
    describe('listings', () => {
      describeListings(begin);
    });
    describe('filters', () => {
      describeFilters(begin);
    });
    describe('the join', () => {
      describeJoin(begin);
    });
    describe('ingestions', () => {
      describeIngestions(begin);
    });
    describe('cancellations and retries', () => {
      describeCancellations(begin);
    });
    describe('amendments', () => {
      describeAmendments(begin);
    });
    describe('versions', () => {
      describeVersions(begin);
    });
    describe('the outbox', () => {
      describeOutbox(begin);
    });
    describe('deletions', () => {
      describeDeletions(begin);
    });
    describe('deletions of collections', () => {
      describeCollectionDeletions(begin);
    });
    describe('any sequence of steps', () => {
      describeSequences(begin);
    });

    it('resolves its check while it can be read', async () => {
      const { catalog } = await begin();
      await expect(catalog.check()).resolves.toBeUndefined();
    });

    it('is unavailable once it is closed', async () => {
      const { catalog } = await begin();
      await catalog.close();
      await expect(catalog.check()).rejects.toThrow(UnavailableError);
      await expect(catalog.ingestions.countUnfinished()).rejects.toThrow(UnavailableError);
    });

    it('closes twice without complaint', async () => {
      const { catalog } = await begin();
      await catalog.close();
      await expect(catalog.close()).resolves.toBeUndefined();
    });
  });
}
