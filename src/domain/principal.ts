import type { TenantId } from './ids.js';

export type Scope = 'READ' | 'INGEST' | 'ADMIN';

/** Who asks. Every service call takes one. */
export interface Principal {
  readonly tenant: TenantId;
  readonly subject: string;
  readonly groups: readonly string[];
  readonly scopes: readonly Scope[];
}
