/** Opens a data folder, announces a url, forgets both, and stays until it is killed. */
import { openDataFolder } from '../../../../dist/adapters/files/data-folder.js';

const [, , folder, url] = process.argv;
await openDataFolder(folder).then((data) => data.announce(url));
setInterval(() => undefined, 1000);
// What is collected is collected by the second pass at the latest: the first one runs finalizers.
globalThis.gc();
await new Promise((resolve) => setImmediate(resolve));
globalThis.gc();
await new Promise((resolve) => setImmediate(resolve));
console.log('held');
