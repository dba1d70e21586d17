import type { Principal } from '../domain/principal.js';
import type { Services } from '../services/services.js';
import type { Loaders } from './loaders.js';

/** What every resolver of one operation is given, the same on every transport. */
export interface OperationContext {
  readonly principal: Principal;
  readonly services: Services;
  readonly loaders: Loaders;
  /** Aborts when the client calls the operation off or goes away. */
  readonly signal: AbortSignal;
}
