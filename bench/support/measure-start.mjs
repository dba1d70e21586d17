import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

import { ingest, request } from './api.mjs';

const command = fileURLToPath(new URL('../../bin/groundql', import.meta.url));
const documents = [
  {
    externalId: 'frost',
    mediaType: 'text/plain',
    source: { text: 'Water freezes at zero degrees Celsius.' },
  },
];

/** Milliseconds from the command to its "listening" line, and to an answer asked for right then. */
export async function measureStart(dataFolder) {
  const started = performance.now();
  const child = spawn(process.execPath, [command, 'serve'], {
    env: { ...process.env, DATA_DIR: dataFolder, PORT: '0', LOG_FORMAT: 'json', LLM_PROVIDER: 'extractive' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await listeningUrl(child);
  const listeningMs = Math.round(performance.now() - started);
  await ingest(url, 'default', documents);
  await request(url, '{ answer(input: { question: "When does water freeze?" }) { runId } }');
  const answerMs = Math.round(performance.now() - started);
  child.kill('SIGTERM');
  await once(child, 'exit');
  return { listeningMs, answerMs };
}

async function listeningUrl(child) {
  for await (const line of createInterface({ input: child.stdout })) {
    const { msg, url } = JSON.parse(line);
    if (msg === 'listening') return url;
  }
  throw new Error('the server ended before it listened');
}
