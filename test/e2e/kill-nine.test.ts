import { describeKillNine } from '../support/kill-nine.js';

describeKillNine({ kills: 5, batches: 6, embedder: 'scripted' });
