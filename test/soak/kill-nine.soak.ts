import { describeKillNine } from '../support/kill-nine.js';

describeKillNine({ kills: 20, batches: 20, embedder: 'scripted' });
describeKillNine({ kills: 20, batches: 20, embedder: 'local' });
