import type { TenantId } from './ids.js';

declare const compiled: unique symbol;

/**
 * What a principal may see, compiled. Only `services/access` makes one (lint forbids the cast anywhere
 * else), so a read of documents that forgets the principal does not compile.
 *
 * A document is visible when its tenant is `tenant` and its `access` list is empty or shares a group
 * with `groups`.
 */
export interface AccessFilter {
  readonly [compiled]: true;
  readonly tenant: TenantId;
  readonly groups: readonly string[];
}

/** The rule itself, for stores that evaluate it in memory. */
export function isVisible(access: AccessFilter, owner: TenantId, groups: readonly string[]): boolean {
  if (owner !== access.tenant) return false;
  return groups.length === 0 || groups.some((group) => access.groups.includes(group));
}
