// Stands in for the process that reads files: does what the file's bytes say, and tells its own id otherwise.
const held = [];
const deeds = {
  hang: () => {
    for (;;);
  },
  crash: () => process.exit(3),
  segfault: () => process.kill(process.pid, 'SIGSEGV'),
  fill: () => {
    for (;;) held.push({ held: [held.length] });
  },
};

process.on('message', ({ source }) => {
  const words = Buffer.from(source.bytes).toString();
  deeds[words]?.();
  const text = String(process.pid);
  process.send({
    kind: 'loaded',
    document: { mediaType: words, text, title: null, headings: [], pages: [], blocks: [0] },
  });
});
