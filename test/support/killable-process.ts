import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** Feature hashing, or the model that ships. */
export type KillableEmbedder = 'scripted' | 'local';

/** A server in a process of its own that dies at the N-th call of a hooked port (killable-server.mjs). */
export class KillableProcess {
  private constructor(
    private readonly child: ChildProcess,
    readonly url: string,
    /** Resolves once the process is gone, however it went. */
    readonly gone: Promise<void>,
  ) {}

  /** Null where it died before it listened. `killAt` 0: never. */
  static async start(
    dataFolder: string,
    killAt: number,
    embedder: KillableEmbedder,
  ): Promise<KillableProcess | null> {
    const script = new URL('./killable-server.mjs', import.meta.url).pathname;
    const child = spawn(process.execPath, [script, dataFolder, String(killAt), embedder], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const gone = once(child, 'exit').then(() => undefined);
    const url = await Promise.race([announcedUrl(child), gone.then(() => null)]);
    return url === null ? null : new KillableProcess(child, url, gone);
  }

  async stop(): Promise<void> {
    this.child.kill('SIGTERM');
    await this.gone;
  }
}

async function announcedUrl(child: ChildProcess): Promise<string | null> {
  if (child.stdout === null) throw new Error('the child has no output');
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.startsWith('{"url"')) return (JSON.parse(line) as { readonly url: string }).url;
  }
  return null;
}
