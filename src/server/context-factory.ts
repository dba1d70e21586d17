import type { Principal } from '../domain/principal.js';
import { createLoaders } from '../resolvers/loaders.js';
import type { OperationContext } from '../resolvers/operation-context.js';
import { defaultPrincipal } from '../services/access/compile-access.js';
import type { Services } from '../services/services.js';

export type CreateContext = (signal: AbortSignal) => OperationContext;

/** Makes the context of one operation, whatever the transport; `signal` aborts when its client is gone. */
export function contextFactory(services: Services): CreateContext {
  // There is no authentication yet: everyone who reaches the server is the one user of this machine.
  const principal: Principal = defaultPrincipal;
  return (signal) => ({ principal, services, loaders: createLoaders(services, principal), signal });
}
