import type { AccessFilter } from '../../domain/access-filter.js';
import { ForbiddenError } from '../../domain/errors.js';
import type { TenantId } from '../../domain/ids.js';
import type { Principal, Scope } from '../../domain/principal.js';

/** Who asks while there is no authentication: the one user of this machine. */
export const defaultPrincipal: Principal = {
  tenant: 'default' as TenantId,
  subject: 'local',
  groups: [],
  scopes: ['READ', 'INGEST', 'ADMIN'],
};

/** What `principal` may see. Groups are sorted and distinct: equal rights compile to equal filters. */
export function compileAccess(principal: Principal): AccessFilter {
  const rights: Omit<AccessFilter, symbol> = {
    tenant: principal.tenant,
    groups: [...new Set(principal.groups)].sort(),
  };
  return rights as AccessFilter;
}

/** Throws ForbiddenError unless `principal` holds `scope`; no scope implies another. */
export function requireScope(principal: Principal, scope: Scope): void {
  if (!principal.scopes.includes(scope)) throw new ForbiddenError(`this needs the scope ${scope}`);
}
