import type { DeletionId, TenantId } from './ids.js';

export type DeletionState = 'RUNNING' | 'COMPLETED';

/** What one store was asked to remove, and whether reading back through its own interface found nothing. */
export interface StoreDeletion {
  readonly store: string;
  readonly deleted: number;
  readonly verifiedAbsent: boolean;
}

/** Nothing of the documents is served from the moment a receipt exists, whatever its state. */
export interface DeletionReceipt {
  readonly id: DeletionId;
  readonly tenant: TenantId;
  readonly state: DeletionState;
  readonly documentCount: number;
  readonly stores: readonly StoreDeletion[];
  readonly startedAt: Date;
  readonly completedAt: Date | null;
}
