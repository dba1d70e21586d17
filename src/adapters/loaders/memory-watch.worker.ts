import { workerData } from 'node:worker_threads';

/** How often, in milliseconds: a process can fill some hundred megabytes between two looks. */
const interval = 50;

const { maxBytes, parent } = workerData as { readonly maxBytes: number; readonly parent: number };

/** Ends the process that needs too much memory, of whichever kind, or whose server is gone. */
setInterval(() => {
  const orphaned = process.ppid !== parent;
  if (orphaned || process.memoryUsage.rss() > maxBytes) process.kill(process.pid, 'SIGABRT');
}, interval);
