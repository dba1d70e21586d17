import { describe, expect, it } from '@jest/globals';

import { PassageMatcher } from '../../../../../src/services/answering/citing/passage-matcher.js';
import { splitSentences } from '../../../../../src/services/text-analysis/split-sentences.js';
import { samplePassage } from '../../../../support/sample-passage.js';

function match(sentence: string, text: string) {
  const { span, support, score } = new PassageMatcher(samplePassage(1, text), splitSentences).match(sentence);
  return { quote: text.slice(span.start, span.end), support, score };
}

const policy =
  'Refunds are granted within 30 days of purchase. Shipping costs are not refunded. ' +
  'Gift cards expire after two years, and cannot be exchanged for money.';

describe('PassageMatcher', () => {
  it('finds the very words: SUPPORTED with certainty', () => {
    expect(match('Shipping costs are not refunded.', policy)).toEqual({
      quote: 'Shipping costs are not refunded.',
      support: 'SUPPORTED',
      score: 1,
    });
  });

  it('finds them as whole words only', () => {
    expect(match('Art.', 'The article starts.').support).toBe('UNVERIFIED');
    expect(match('12.', 'Some 120 people.').support).toBe('UNVERIFIED');
  });

  it('never quotes a character without its combining marks', () => {
    expect(match('Cafe', 'Near the Cafe\u0301').quote).toBe('Near the Cafe\u0301');
  });

  it('finds them in a script that writes no spaces', () => {
    expect(match('空は青い。', '今日、空は青いですね。')).toMatchObject({ quote: '空は青い', score: 1 });
  });

  it('sees through bullets, white space, case, quotes, dashes and emphasis', () => {
    const text = 'The “Blue\n  Whale” weighs 150–200 *tonnes*.';
    expect(match('- the "blue whale" weighs 150-200 **tonnes**', text)).toEqual({
      quote: 'The “Blue\n  Whale” weighs 150–200 *tonnes',
      support: 'SUPPORTED',
      score: 0.95,
    });
  });

  it('quotes whole characters where normalising made several of one', () => {
    expect(match('ﬁne', 'A ﬁne day').quote).toBe('ﬁne');
    expect(match('fine', 'A ﬁne day').quote).toBe('ﬁne');
  });

  it('aligns other words with the sentence that holds most of them', () => {
    const found = match('A refund is granted within 30 days of the purchase.', policy);
    expect(found).toMatchObject({
      quote: 'Refunds are granted within 30 days of purchase.',
      support: 'SUPPORTED',
    });
    expect(found.score).toBeCloseTo(0.9);
  });

  it('aligns with several sentences where one alone lacks a part', () => {
    const found = match('Refunds are granted within 30 days, shipping costs not.', policy);
    expect(found.quote).toBe(
      'Refunds are granted within 30 days of purchase. Shipping costs are not refunded.',
    );
  });

  it('does not call supported what has another number', () => {
    expect(match('Refunds are granted within 90 days of purchase.', policy).support).toBe('PARTIAL');
  });

  it('does not call supported what denies what the source says', () => {
    expect(match('Refunds are not granted within 30 days of purchase.', policy).support).toBe('PARTIAL');
  });

  it('calls unverified what shares few words, and is the surer the fewer', () => {
    expect(match('Penguins live in Antarctica.', policy)).toMatchObject({ support: 'UNVERIFIED', score: 1 });
    const near = match('Gift baskets contain cheese and olives.', policy);
    expect(near.support).toBe('UNVERIFIED');
    expect(near.score).toBeLessThan(1);
  });

  it('has no opinion on a sentence of stop words only', () => {
    expect(match('It is.', policy)).toMatchObject({ support: 'UNVERIFIED' });
  });
});
