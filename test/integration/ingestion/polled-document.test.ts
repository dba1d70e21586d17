import { describePolledDocument } from '../../support/polled-document.js';

describePolledDocument({ updates: 30 });
