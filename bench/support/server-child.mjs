// The server under measurement, in a process of its own: what the bench asks of it comes over IPC.
import { monitorEventLoopDelay } from 'node:perf_hooks';

import { createApp } from '../../dist/app.js';
import { configFrom } from '../../dist/config/load-config.js';
import { processSettings } from '../../dist/config/process-settings.js';
import { recordingEmbedder } from './recording-embedder.mjs';

const resolutionMs = 1;
const delay = monitorEventLoopDelay({ resolution: resolutionMs });
let recorder;
const app = await createApp(configFrom(processSettings().settings), {
  decorate: { embedder: (embedder) => (recorder = recordingEmbedder(embedder)) },
});
const { url } = await app.start();
delay.enable();

const answers = {
  resetDelay: () => delay.reset(),
  // The histogram counts from timer to timer: the timer's own interval is no delay.
  delayP99Ms: () => Math.max(0, delay.percentile(99) / 1e6 - resolutionMs),
  rssBytes: () => process.memoryUsage.rss(),
  forgetTexts: () => recorder.forget(),
  /** Embeds the texts of the documents ingested since `forgetTexts` once more, and nothing else. */
  embedAgain: () => recorder.embedAgain(),
  stop: () => app.stop(),
};

process.on('message', async ({ id, question }) => {
  const value = await answers[question]();
  process.send({ id, value });
  if (question === 'stop') process.disconnect();
});
process.send({ url });
