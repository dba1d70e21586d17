import { readFile } from 'node:fs/promises';

/** The package's own version, as package.json has it. */
export async function readVersion(): Promise<string> {
  const file = new URL('../../package.json', import.meta.url);
  const { version } = JSON.parse(await readFile(file, 'utf8')) as { readonly version: string };
  return version;
}
