import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

const command = fileURLToPath(new URL('../../bin/groundql', import.meta.url));

export interface CommandResult {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CommandOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs `groundql` to its end, in a process of its own that sees none of this one's settings. */
export async function runCommand(args: readonly string[], options: CommandOptions): Promise<CommandResult> {
  const child = start(args, options);
  const [stdout, stderr, [exitCode]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit') as Promise<[number | null]>,
  ]);
  return { exitCode, stdout, stderr };
}

export interface RunningServer {
  readonly url: string;
  readonly pid: number;
  /** The line it announced itself with. */
  readonly line: Readonly<Record<string, unknown>>;
  /** Sends the signal and resolves to the exit code. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

/** Runs `groundql serve` on a free port and resolves once it listens. */
export async function startServer({ cwd, env }: CommandOptions): Promise<RunningServer> {
  const child = start(['serve'], { cwd, env: { PORT: '0', LOG_FORMAT: 'json', ...env } });
  const complaints = text(child.stderr);
  const lines = createInterface({ input: child.stdout });
  for await (const printed of lines) {
    const line = JSON.parse(printed) as Record<string, unknown>;
    if (line['msg'] !== 'listening') continue;
    return { url: String(line['url']), pid: child.pid ?? -1, line, stop: (signal) => stop(child, signal) };
  }
  throw new Error(`the server ended before it listened: ${await complaints}`);
}

function start(args: readonly string[], { cwd, env = {} }: CommandOptions) {
  const inherited = Object.entries(process.env).filter(([key]) => ['PATH', 'HOME', 'TMPDIR'].includes(key));
  return spawn(process.execPath, [command, ...args], {
    cwd,
    env: { ...Object.fromEntries(inherited), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

async function stop(child: ChildProcess, signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> {
  const exited = once(child, 'exit') as Promise<[number | null]>;
  child.kill(signal);
  return (await exited)[0];
}
