import { describe, expect, it } from '@jest/globals';

import {
  MarkerParser,
  type MarkedPiece,
} from '../../../../../src/services/answering/citing/marker-parser.js';

function parse(pieces: readonly string[], sourceCount = 3): readonly MarkedPiece[] {
  const parser = new MarkerParser(sourceCount);
  return [...pieces.flatMap((piece) => parser.push(piece)), ...parser.end()];
}

const text = (value: string): MarkedPiece => ({ kind: 'text', text: value });
const marker = (...sources: number[]): MarkedPiece => ({ kind: 'marker', sources });

describe('MarkerParser', () => {
  it('takes a marker out of the text around it', () => {
    expect(parse(['Blue [1]. Green'])).toEqual([text('Blue '), marker(1), text('. Green')]);
  });

  it('finds a marker that comes in pieces', () => {
    expect(parse(['Blue ', '[', '1', ', ', '3', ']'])).toEqual([text('Blue '), marker(1, 3)]);
  });

  it('holds back what may be the beginning of a marker, and no more than that', () => {
    const parser = new MarkerParser(3);
    expect(parser.push('Blue [1')).toEqual([text('Blue ')]);
    expect(parser.push('st')).toEqual([text('[1st')]);
  });

  it('gives out at the end what never became a marker', () => {
    expect(parse(['Blue [1'])).toEqual([text('Blue '), text('[1')]);
  });

  it('names only sources there are: lists and ranges lose the others, a marker may lose all', () => {
    expect(parse(['[2, 7]'])).toEqual([marker(2)]);
    expect(parse(['[2-9]'])).toEqual([marker(2, 3)]);
    expect(parse(['[0]'])).toEqual([marker()]);
    expect(parse(['[4; 99]'])).toEqual([marker()]);
  });

  it('starts over at a bracket within what looked like a marker', () => {
    expect(parse(['[1[2]'])).toEqual([text('[1'), marker(2)]);
  });

  it('leaves brackets without a number alone', () => {
    expect(parse(['- [ ] to do, [x] done, [a link](/b)'])).toEqual([
      text('- [ ] to do, [x] done, [a link](/b)'),
    ]);
  });

  it('leaves brackets in code alone, in a line and in a block', () => {
    expect(parse(['Take `items[0]` or ``a[1]`` [1]'])).toEqual([
      text('Take `items[0]` or ``a[1]`` '),
      marker(1),
    ]);
    const block = 'So:\n```js\nconst a = [1];\nf(`x`);\n```\n';
    expect(parse([`${block}Done [2]`])).toEqual([text(`${block}Done `), marker(2)]);
  });

  it('ends code within a line at the end of the line, so that a lone backtick hides no marker below it', () => {
    expect(parse(['It`s\nblue [1]'])).toEqual([text('It`s\nblue '), marker(1)]);
  });
});
