import { describe, expect, it } from '@jest/globals';

import { isVisible } from '../../../../src/domain/access-filter.js';
import { ForbiddenError } from '../../../../src/domain/errors.js';
import type { TenantId } from '../../../../src/domain/ids.js';
import {
  compileAccess,
  defaultPrincipal,
  requireScope,
} from '../../../../src/services/access/compile-access.js';

const acme = 'acme' as TenantId;
const clerk = { ...defaultPrincipal, tenant: acme, groups: ['sales', 'board', 'sales'] };

describe('compileAccess', () => {
  it('lets a principal see what is open to the tenant or to one of the groups', () => {
    const access = compileAccess(clerk);
    expect(isVisible(access, acme, [])).toBe(true);
    expect(isVisible(access, acme, ['legal', 'board'])).toBe(true);
    expect(isVisible(access, acme, ['legal'])).toBe(false);
  });

  it('lets nobody see another tenant, whatever the groups', () => {
    const access = compileAccess(clerk);
    expect(isVisible(access, 'globex' as TenantId, [])).toBe(false);
    expect(isVisible(access, 'globex' as TenantId, ['board'])).toBe(false);
  });

  it('compiles equal rights to equal filters, whatever the order of the groups', () => {
    expect(compileAccess(clerk)).toEqual(compileAccess({ ...clerk, groups: ['board', 'sales'] }));
  });
});

describe('requireScope', () => {
  it('passes a principal that holds the scope', () => {
    expect(() => {
      requireScope(defaultPrincipal, 'ADMIN');
    }).not.toThrow();
  });

  it('refuses one that holds only other scopes, and names the one that is missing', () => {
    const reader = { ...defaultPrincipal, scopes: ['READ', 'ADMIN'] as const };
    const ingest = (): void => {
      requireScope(reader, 'INGEST');
    };
    expect(ingest).toThrow(ForbiddenError);
    expect(ingest).toThrow(/INGEST/);
  });
});
