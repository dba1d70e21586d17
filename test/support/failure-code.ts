import { IngestionFailure } from '../../src/domain/errors.js';

/** The code that a loader fails with; "nothing" where it does not, "a defect" for another error. */
export async function failureCode(load: () => unknown): Promise<string> {
  try {
    await load();
    return 'nothing';
  } catch (error) {
    return error instanceof IngestionFailure ? error.code : `a defect: ${String(error)}`;
  }
}
