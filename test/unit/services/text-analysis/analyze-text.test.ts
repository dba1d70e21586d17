import { describe, expect, it } from '@jest/globals';

import { analyzeText } from '../../../../src/services/text-analysis/analyze-text.js';

describe('analyzeText', () => {
  it('stems English words, in their order, repetitions kept', () => {
    expect(analyzeText('Running runs, relational databases; running!')).toEqual([
      'run',
      'run',
      'relat',
      'databas',
      'run',
    ]);
  });

  it('leaves out English stop words, in names too', () => {
    expect(analyzeText('The answer is not in this book')).toEqual(['answer', 'book']);
    expect(analyzeText('is_valid')).toEqual(['is_valid', 'valid']);
  });

  it('drops the possessive and keeps contractions whole', () => {
    expect(analyzeText("The boss's car, the boss’s car, don't")).toEqual([
      'boss',
      'car',
      'boss',
      'car',
      "don't",
    ]);
  });

  it.each([
    ['naïve', 'naive'],
    ['ÅNGSTRÖM', 'angstrom'],
    ['Straße', 'strasse'],
    ['ﬁne', 'fine'],
    ['ＡＢＣ１２', 'abc12'],
    ['x²', 'x2'],
    ['İstanbul', 'istanbul'],
    ['e\u0301t', 'ét'],
  ])('finds %s and %s by the same tokens', (one, other) => {
    expect(analyzeText(one)).toEqual(analyzeText(other));
    expect(analyzeText(one)).toHaveLength(1);
  });

  it.each([
    ['getUserName', ['getusernam', 'get', 'user', 'name']],
    ['parseHTTPHeader', ['parsehttphead', 'pars', 'http', 'header']],
    ['user_name', ['user_name', 'user', 'name']],
    ['__init__', ['init']],
    ['MAX_RETRY_COUNT', ['max_retry_count', 'max', 'retri', 'count']],
    ['node.path.join', ['node.path.join', 'node', 'path', 'join']],
  ])('finds the name %s whole and by its parts', (name, tokens) => {
    expect(analyzeText(name).sort()).toEqual([...tokens].sort());
  });

  it.each([
    ['error E-1042.', 'e-1042'],
    ['Since v2.3, faster', 'v2.3'],
    ['(ISO-9001)', 'iso-9001'],
    ['pi is 3.14', '3.14'],
    ['release 10.4.1.', '10.4.1'],
    ['on x86_64 only', 'x86_64'],
  ])('keeps the identifier in "%s" findable as %s', (text, identifier) => {
    expect(analyzeText(text)).toContain(identifier);
    expect(analyzeText(identifier)).toContain(identifier);
  });

  it('does not count a hyphenated word twice', () => {
    expect(analyzeText('a well-known state-of-the-art method')).toEqual([
      'well',
      'known',
      'state',
      'art',
      'method',
    ]);
  });

  it('analyses Chinese, Japanese and Korean by pairs of characters, a single one alone', () => {
    expect(analyzeText('東京都 中 テスト 한국어 𠮷野家')).toEqual([
      '東京',
      '京都',
      '中',
      'テス',
      'スト',
      '한국',
      '국어',
      '𠮷野',
      '野家',
    ]);
    expect(analyzeText('東京tower2')).toEqual(['東京', 'tower2']);
  });

  it('keeps words of other scripts whole, with their marks', () => {
    expect(analyzeText('Привет हिन्दी العربية ภาษาไทย')).toEqual(['привет', 'हिन्दी', 'العربية', 'ภาษาไทย']);
  });

  it('finds nothing in what has no letter or digit', () => {
    expect(analyzeText('')).toEqual([]);
    expect(analyzeText('  \n— … 😀 ++ __ "" ')).toEqual([]);
  });

  it('never gives an empty token, one with white space, or one beyond 100 code units', () => {
    const texts = [
      'U.S.A. s ss os x',
      'a\u00a0b\u2003c',
      'é'.repeat(500),
      '𝔸'.repeat(500),
      '東1'.repeat(500),
      'a-1'.repeat(500),
    ];
    const tokens = texts.flatMap(analyzeText);
    expect(tokens.length).toBeGreaterThan(500);
    expect(tokens.filter((token) => token === '' || token.length > 100 || /\s/.test(token))).toEqual([]);
  });

  it('cuts an over-long word without leaving half a character', () => {
    const word = `x${'\u{10428}'.repeat(200)}`;
    expect(analyzeText(word)).toEqual([`x${'\u{10428}'.repeat(49)}`]);
  });

  it.each([
    ['stacked marks', '\u0301\u0316', 1],
    ['letters', 'b', 1],
    ['underscores', '_', 1],
    ['points', 'x.', 500_001],
    ['alternating case', 'xY', 500_002],
    ['apostrophes', "x'", 1],
    ['digits and hyphens', 'x-1', 333_335],
    ['ideographs', '東', 1_000_000],
  ])('takes a million code units of %s without running away', (_what, repeated, count) => {
    // A quadratic step would take minutes here and fail by jest's own time limit.
    const text = `q${repeated.repeat(1_000_000 / repeated.length)}`;
    expect(analyzeText(text)).toHaveLength(count);
  });
});
