import { describe, expect, it } from '@jest/globals';

import type { AnswerEventBody } from '../../../../../src/domain/answer.js';
import type { Passage } from '../../../../../src/domain/retrieval.js';
import { CitedAnswer } from '../../../../../src/services/answering/citing/cited-answer.js';
import { splitSentences } from '../../../../../src/services/text-analysis/split-sentences.js';
import { Chance } from '../../../../support/chance.js';
import { samplePassage } from '../../../../support/sample-passage.js';

const passages = [
  samplePassage(1, 'The sky is blue because air scatters short waves. At dusk it turns red.'),
  samplePassage(2, 'Grass is green. It holds chlorophyll, which absorbs red light.'),
];

function answerOf(pieces: readonly string[], sources: readonly Passage[] = passages) {
  const answer = new CitedAnswer({ passages: sources, sourceCount: sources.length, splitSentences });
  const events: AnswerEventBody[] = [...pieces.flatMap((piece) => answer.push(piece)), ...answer.end()];
  return { answer, events };
}

/** The deltas joined between citations: what must not depend on how the text was cut. */
function outline(events: readonly AnswerEventBody[]): readonly unknown[] {
  const joined: unknown[] = [];
  for (const event of events) {
    const last = joined.at(-1);
    if (event.kind === 'citation-added') joined.push(event.citation);
    else if (event.kind === 'text-delta' && typeof last === 'string')
      joined[joined.length - 1] = last + event.text;
    else if (event.kind === 'text-delta') joined.push(event.text);
  }
  return joined;
}

describe('CitedAnswer', () => {
  it('tells a citation right after its sentence and markers, before the next sentence begins', () => {
    const { events } = answerOf(['Grass is green. [2] At dusk it turns red [1].']);
    expect(outline(events)).toMatchObject([
      'Grass is green. [2]',
      { marker: 2, support: 'SUPPORTED', quote: 'Grass is green.' },
      ' At dusk it turns red [1].',
      { marker: 1, support: 'SUPPORTED', quote: 'At dusk it turns red.' },
    ]);
  });

  it('does not wait for the end to tell a citation, nor for more than the next word', () => {
    const answer = new CitedAnswer({ passages, sourceCount: 2, splitSentences });
    expect(answer.push('Grass is green. [2] Also').map(({ kind }) => kind)).toEqual(['text-delta']);
    expect(answer.push(' the').map(({ kind }) => kind)).toEqual(['citation-added', 'text-delta']);
  });

  it('gives deltas whose offsets follow one another and whose text joined is the answer', () => {
    const { answer, events } = answerOf([
      '  Grass is',
      ' green',
      '. [2]',
      '\n\nAt dusk it ',
      'turns red. [1]  \n',
    ]);
    let text = '';
    for (const event of events) {
      if (event.kind !== 'text-delta') continue;
      expect(event.offset).toBe(text.length);
      text += event.text;
    }
    expect(text).toBe('Grass is green. [2]\n\nAt dusk it turns red. [1]');
    expect(answer.text).toBe(text);
  });

  it('never lets a marker through that names no source, and closes the gap it leaves', () => {
    const { answer } = answerOf(['[9] Grass [7] is green [3]. [0] It holds chlorophyll [2, 8].[99] End']);
    expect(answer.text).toBe('Grass is green. It holds chlorophyll [2]. End');
  });

  it('marks where in the answer the words of a sentence are, without the markers that close it', () => {
    const { answer } = answerOf(['Grass is green [2]. At dusk it turns red. [1]']);
    const spans = answer.citations.map(({ answerSpan: { start, end } }) => answer.text.slice(start, end));
    expect(spans).toEqual(['Grass is green', 'At dusk it turns red.']);
  });

  it('reads words that only a marker stands between as two', () => {
    const { answer } = answerOf(['Grass is green.[2]At dusk it turns red.[1]']);
    expect(answer.text).toBe('Grass is green.[2]At dusk it turns red.[1]');
    expect(answer.citations.map(({ marker, support }) => [marker, support])).toEqual([
      [2, 'SUPPORTED'],
      [1, 'SUPPORTED'],
    ]);
  });

  it('tries a sentence without a marker against all passages', () => {
    const { answer } = answerOf(['At dusk it turns red.']);
    expect(answer.citations).toMatchObject([{ marker: 1, support: 'SUPPORTED', score: 1 }]);
    expect(answer.groundedness).toBe(1);
  });

  it('tells that a cited passage does not carry its sentence, and which one does', () => {
    const { answer } = answerOf(['Grass is green. [1]']);
    expect(answer.citations.map(({ marker, support }) => [marker, support])).toEqual([
      [1, 'UNVERIFIED'],
      [2, 'SUPPORTED'],
    ]);
    expect(answer.unsupported).toEqual([]);
  });

  it('counts the sentences that no passage supports', () => {
    const { answer } = answerOf([
      'Grass is green. [2] Bananas are shipped from Ecuador. [1] At dusk it turns red. [1] ***',
    ]);
    const [span] = answer.unsupported;
    expect(answer.unsupported).toHaveLength(1);
    expect(answer.text.slice(span?.start, span?.end)).toBe('Bananas are shipped from Ecuador.');
    expect(answer.groundedness).toBeCloseTo(2 / 3);
  });

  it('quotes the source code unit for code unit, astral characters and combining marks included', () => {
    const cafe = 'Cafe\u0301';
    const text = `🦊 Prologue 𝒳. ${cafe} 𝔐olière   serves “crème\u00a0brûlée” 🍮 daily! 👩‍🚀 Outro.`;
    const source = samplePassage(1, text, 7);
    const { answer } = answerOf([`Café 𝔐OLIÈRE serves "Crème brûlée" 🍮 daily. [1]`], [source]);
    const [citation] = answer.citations;
    expect(citation?.quote).toBe(`${cafe} 𝔐olière   serves “crème\u00a0brûlée” 🍮 daily`);
    expect(citation?.support).toBe('SUPPORTED');
    const { start, end } = citation?.sourceSpan ?? { start: 0, end: 0 };
    expect(text.slice(start - 7, end - 7)).toBe(citation?.quote);
  });

  it('never splits an astral character between two deltas', () => {
    const { events } = answerOf(['𝒳'.repeat(100).split('')].flat());
    const deltas = events.flatMap((event) => (event.kind === 'text-delta' ? [event.text] : []));
    expect(deltas.length).toBeGreaterThan(1);
    expect(deltas.filter((delta) => /\p{Surrogate}/u.test(delta))).toEqual([]);
  });

  const chance = new Chance();
  it(`gives the same text and citations however the model cuts its text (seed ${chance.seed})`, () => {
    const fragments = [
      'Grass is green. [2] ',
      'At dusk it turns red [1]. ',
      'Dr. Smith says [1][2] that air scatters short waves! ',
      'Unknown things happen e.g. here. [9] ',
      '\n\n- Item one [1]\n- `code[0]` and ``x`` [2]\n',
      '```\na = [1]\n```\n',
      'Zwölf Boxkämpfer 🥊 jagen Viktor. ',
      '天空是蓝色的。[1]草是绿色的。',
      '[[1] [ 2 ] [1-2] [x] [3',
      '   ',
    ];
    for (let round = 0; round < 200; round++) {
      const text = Array.from({ length: 8 }, () => chance.pick(fragments)).join('');
      const whole = answerOf([text]);
      const cut = answerOf(cutAnywhere(text, chance));
      expect({ text, outline: outline(cut.events) }).toEqual({ text, outline: outline(whole.events) });
      expect(whole.answer.text.replaceAll(/`[^`]*`/g, '')).not.toMatch(/\[(?:0|[3-9]|\d{2,})\]/);
    }
  });
});

function cutAnywhere(text: string, chance: Chance): readonly string[] {
  const pieces: string[] = [];
  for (let start = 0; start < text.length;) {
    const end = start + 1 + chance.below(12);
    pieces.push(text.slice(start, end));
    start = end;
  }
  return pieces;
}
