import { fileURLToPath } from 'node:url';
import { Router } from 'express';

import { homePage } from './home-page.js';

/** Written by scripts/build-graphiql.mjs at every build. */
const graphiqlFile = fileURLToPath(new URL('../web/graphiql.html', import.meta.url));

/** What a person sees: the way in at `/`, and the explorer that needs no internet at `/graphiql`. */
export function pages(version: string): Router {
  const router = Router();
  const home = homePage(version);
  router.get('/', (_request, response) => {
    response.type('text/html').send(home);
  });
  router.get('/graphiql', (_request, response) => {
    response.type('text/html').sendFile(graphiqlFile);
  });
  return router;
}
