import type { App } from '../app.js';
import type { Config } from '../config/config.js';

export interface StartedApp {
  readonly app: App;
  readonly url: string;
}

/** Creates and starts the server; whatever of it was there is stopped again where starting fails. */
export async function startApp(config: Config): Promise<StartedApp> {
  // Loaded only now: `--help` and a bad setting need none of it.
  const { createApp } = await import('../app.js');
  const app = await createApp(config);
  try {
    const { url } = await app.start();
    return { app, url };
  } catch (error) {
    await app.stop();
    throw error;
  }
}
