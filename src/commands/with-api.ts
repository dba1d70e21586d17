import type { Config } from '../config/config.js';
import { ApiClient } from './api-client.js';
import { quietLogging } from './quiet-logging.js';

/**
 * Calls `work` with the API of the server that runs on the data folder, or of one started for it within
 * this process, which is stopped afterwards.
 */
export async function withApi<Result>(
  config: Config,
  work: (api: ApiClient) => Promise<Result>,
): Promise<Result> {
  // Loaded only now: what fails before needs no server, and tells so at once.
  const { connect } = await import('../app.js');
  const connection = await connect(quietLogging(config));
  const api = new ApiClient(connection.url);
  try {
    return await work(api);
  } finally {
    api.close();
    await connection.close();
  }
}
