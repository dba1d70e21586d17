import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const childFile = fileURLToPath(new URL('server-child.mjs', import.meta.url));

/** Starts a server on `dataFolder` and a free port; `ask` puts a question to its process. */
export async function startServer(dataFolder, env = {}) {
  const child = fork(childFile, {
    env: {
      ...process.env,
      DATA_DIR: dataFolder,
      PORT: '0',
      LOG_LEVEL: 'warn',
      LLM_PROVIDER: 'extractive',
      ...env,
    },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const failed = once(child, 'exit').then(([code]) => {
    throw new Error(`the server ended with ${code} before it listened`);
  });
  const [{ url }] = await Promise.race([once(child, 'message'), failed]);
  failed.catch(() => undefined);
  return { url, ask: asker(child), stop: () => stop(child) };
}

function asker(child) {
  let last = 0;
  return async (question) => {
    const id = ++last;
    const answered = new Promise((resolve) => {
      const onMessage = (message) => {
        if (message.id !== id) return;
        child.off('message', onMessage);
        resolve(message.value);
      };
      child.on('message', onMessage);
    });
    child.send({ id, question });
    return answered;
  };
}

async function stop(child) {
  const exited = once(child, 'exit');
  await asker(child)('stop');
  await exited;
}
