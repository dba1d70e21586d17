import { Router } from 'express';

import type { Services } from '../services/services.js';

/**
 * For load balancers and people: `/livez` (the process answers), `/readyz` (it can do its work: 503 where it
 * cannot), `/health` (its parts, with the same status).
 */
export function healthRoutes(health: Services['health']): Router {
  const router = Router();
  router.get('/livez', (_request, response) => {
    response.type('text/plain').send('alive\n');
  });
  router.get('/readyz', async (_request, response) => {
    const ready = isReady(await health.check());
    response
      .status(ready ? 200 : 503)
      .type('text/plain')
      .send(ready ? 'ready\n' : 'not ready\n');
  });
  router.get('/health', async (_request, response) => {
    const report = await health.check();
    response.status(isReady(report) ? 200 : 503).json(report);
  });
  return router;
}

function isReady({ status }: Awaited<ReturnType<Services['health']['check']>>): boolean {
  return status !== 'UNHEALTHY';
}
