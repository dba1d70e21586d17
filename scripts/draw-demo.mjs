// node scripts/draw-demo.mjs
// Runs the demo and draws what it printed as docs/images/demo.svg, the README's picture.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

import { root } from './process.mjs';

const columns = 104;
const lineHeight = 19;
const characterWidth = 8.43;
const margin = 20;
const titleBar = 34;

const child = spawn('sh', ['-c', 'exec bin/groundql demo --once 2>&1'], {
  cwd: root,
  stdio: ['ignore', 'pipe', 'inherit'],
});
const [output, [exitCode]] = await Promise.all([text(child.stdout), once(child, 'exit')]);
if (exitCode !== 0) throw new Error(`the demo ended with ${exitCode}`);
// On a terminal the progress is drawn over itself and gone at the end.
const lines = output
  .trimEnd()
  .split('\n')
  .filter((line) => !line.endsWith(' left'));
mkdirSync(join(root, 'docs/images'), { recursive: true });
writeFileSync(join(root, 'docs/images/demo.svg'), draw(['$ npm run demo', ...lines].flatMap(wrap)));

function draw(lines) {
  const width = Math.ceil(columns * characterWidth + 2 * margin);
  const height = titleBar + lines.length * lineHeight + margin;
  const rows = lines.map((line, index) => {
    const y = titleBar + (index + 1) * lineHeight - 4;
    return `<text x="${margin}" y="${y}" fill="${colorOf(line)}" xml:space="preserve">${escape(line)}</text>`;
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="A run of the demo in a terminal">`,
    `<rect width="${width}" height="${height}" rx="8" fill="#16181d"/>`,
    ...['#ff5f57', '#febc2e', '#28c840'].map(
      (color, index) => `<circle cx="${margin + 4 + index * 20}" cy="18" r="6" fill="${color}"/>`,
    ),
    `<g font-family="ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace" font-size="14">`,
    ...rows,
    '</g>',
    '</svg>',
    '',
  ].join('\n');
}

function colorOf(line) {
  if (/^(\$|Question:|Checked:)/.test(line)) return '#7ee787';
  if (/^(Sources$|\[\d+\] )/.test(line)) return '#79c0ff';
  return line.startsWith('    ') ? '#ffd580' : '#d6d9e0';
}

/** At white space, as a terminal does not: the picture is for reading. */
function wrap(line) {
  const indent = /^ */.exec(line)[0];
  const rows = [indent];
  for (const word of line.trimStart().split(' ')) {
    const last = rows.at(-1);
    if (last === indent) rows[rows.length - 1] = `${indent}${word}`;
    else if (last.length + 1 + word.length > columns) rows.push(`${indent}${word}`);
    else rows[rows.length - 1] = `${last} ${word}`;
  }
  return rows;
}

function escape(line) {
  return line.replace(/[&<>]/g, (character) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[character]);
}
