import { malformed, noText } from '../failures.js';
import type { FormatLoader } from '../format-loader.js';
import { TextBuilder } from '../text-builder.js';
import { decodeEntities } from './decode-entities.js';
import { readText } from './read-text.js';

interface Cue {
  readonly speaker: string | null;
  readonly text: string;
}

/**
 * What is said in WebVTT or SRT captions, a line each, times left out: a paragraph for what one speaker says
 * without another, who is named at its start. A cue that only repeats the one before is left out.
 */
export const loadCaptions: FormatLoader = (bytes, hints) => {
  const cues = readCues(readText(bytes, hints));
  const builder = new TextBuilder(hints);
  for (const turn of turnsOf(cues)) builder.paragraph(turn);
  if (builder.isEmpty) throw noText('nothing is said in it');
  return builder.build({ mediaType: hints.mediaType, title: null });
};

const timing = /^\s*(?:\d+:)?\d{1,3}:\d\d[.,]\d{1,3}\s+-->\s+(?:\d+:)?\d{1,3}:\d\d[.,]\d{1,3}/;

/** A cue is a line of times and the lines under it, up to an empty one. */
function readCues(text: string): readonly Cue[] {
  const blocks = text.split(/(?:\r\n|\r(?!\n)|\n)[ \t]*[\r\n]+/).map((block) => block.split(/\r\n?|\n/));
  const timed = blocks.flatMap((lines) => {
    const start = lines.findIndex((line) => timing.test(line));
    return start === -1 ? [] : [lines.slice(start + 1)];
  });
  if (timed.length === 0 && text.includes('-->')) throw malformed('the times of its captions are broken');
  return timed.flatMap((lines) => voicesOf(lines.join('\n')));
}

const voice = /<v(?:\.[^\s>]*)?\s+([^<>]{1,200})>/;

/** What each voice says in a cue. */
function voicesOf(cue: string): readonly Cue[] {
  const parts = cue.split(/(?=<v[.\s])/).map((part) => ({
    speaker: voice.exec(part)?.[1]?.trim() ?? null,
    text: decodeEntities(part.replace(/<[^<>]*>|\{\\[^{}]*\}/g, '')).trim(),
  }));
  return parts.filter(({ text }) => text !== '');
}

function turnsOf(cues: readonly Cue[]): readonly string[] {
  const turns: { speaker: string | null; lines: string[] }[] = [];
  for (const { speaker, text } of cues) {
    const last = turns.at(-1);
    if (last?.speaker !== speaker) turns.push({ speaker, lines: [text] });
    else if (last.lines.at(-1) !== text) last.lines.push(text);
  }
  return turns.map(({ speaker, lines }) => `${speaker === null ? '' : `${speaker}: `}${lines.join('\n')}`);
}
