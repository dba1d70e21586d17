import type { IncomingMessage } from 'node:http';

export type IsAllowedOrigin = (request: Pick<IncomingMessage, 'headers'>) => boolean;

/**
 * Whether a request may come from where its browser says it comes from: the server itself or one of
 * `corsOrigins`. Clients that are no browsers send no origin, and are let through.
 */
export function originCheck(corsOrigins: readonly string[]): IsAllowedOrigin {
  return ({ headers: { origin, host } }) =>
    origin === undefined || corsOrigins.includes(origin) || hostOf(origin) === host;
}

/** Undefined for an opaque origin (`null`), as of a sandboxed frame. */
function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined;
}
