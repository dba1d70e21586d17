import { readFileSync } from 'node:fs';

const words = [
  ...new Set(
    ['README.md', 'docs/architecture.md', 'docs/api.md']
      .map((path) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8'))
      .join(' ')
      .toLowerCase()
      .match(/[a-z]{3,}/g),
  ),
];

/** A source of text made of this project's own words; equal seeds give equal text. */
export function randomText(seed) {
  const next = mulberry32(seed);
  const word = () => words[Math.floor(next() * words.length)];
  const sentence = (length) => {
    const text = Array.from({ length }, word).join(' ');
    return `${text[0].toUpperCase()}${text.slice(1)}.`;
  };
  return {
    sentence,
    paragraph: (sentences, length) => Array.from({ length: sentences }, () => sentence(length)).join(' '),
  };
}

/** Tommy Ettinger's mulberry32. */
function mulberry32(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
