import { describe, expect, it } from '@jest/globals';
import iconv from 'iconv-lite';

import { decodeText } from '../../../../src/adapters/loaders/decode-text.js';

const russian = 'Съешь же ещё этих мягких французских булок, да выпей чаю.';
const polish = 'Zażółć gęślą jaźń. Pójdźże, kiń tę chmurność w głąb flaszy. Dzień dobry, jak się masz?';
const chinese = '人工智能是计算机科学的一个分支，它企图了解智能的实质。';
const japanese = 'これは日本語の文章です。漢字も含みます。';
const german = 'Größe, Übermut und Straßenbahn. Schöne Grüße aus München.';

describe('decodeText', () => {
  it.each([
    ['windows-1251', russian],
    ['koi8-r', russian],
    ['iso-8859-5', russian],
    ['koi8-r', 'Привет, мир'],
    ['windows-1250', polish],
    ['iso-8859-2', polish],
    ['windows-1252', german],
    ['windows-1252', 'Un café “très” cher – 10 €.'],
    ['iso-8859-9', 'Türkiye Cumhuriyeti, başkenti Ankara olan ülkedir. Şimdi değil, yarın.'],
    ['iso-8859-7', 'Η γλώσσα είναι ένα σύστημα επικοινωνίας.'],
    ['windows-1253', 'Η γλώσσα είναι ένα σύστημα επικοινωνίας.'],
    ['windows-1255', 'שלום עולם, זה טקסט בעברית לבדיקה.'],
    ['windows-1256', 'اللغة العربية لغة جميلة يتحدث بها الملايين من الناس.'],
    ['gb18030', chinese],
    ['big5', '人工智慧是電腦科學的一個分支，它企圖了解智慧的實質。'],
    ['euc-kr', '안녕하세요. 오늘은 날씨가 좋습니다.'],
    ['euc-jp', japanese],
    ['shift_jis', japanese],
    ['shift_jis', 'これは日本語'],
    ['shift_jis', '名前,年齢,住所\r\n佐藤太郎,30,東京\r\n三木英子,25,大阪\r\n髙橋淳,35,名古屋\r\n'],
  ])('tells %s: %s', (encoding, text) => {
    expect(decodeText(iconv.encode(text, encoding))).toBe(text);
  });

  it('reads Japanese in seven bits', () => {
    const bytes = Buffer.from('\x1b$B$3$l$OF|K\\8l$G$9\x1b(B', 'latin1');
    expect(decodeText(bytes)).toBe('これは日本語です');
  });

  it('believes a declared encoding where the bytes do not say otherwise', () => {
    const word = 'Мир';
    expect(decodeText(iconv.encode(word, 'windows-1251'), 'windows-1251')).toBe(word);
    expect(decodeText(Buffer.from('Größe'), 'iso-8859-1')).toBe('Größe');
    expect(decodeText(iconv.encode(german, 'windows-1252'), 'shift_jis')).toBe(german);
    expect(decodeText(Buffer.from('words'), 'no such encoding')).toBe('words');
  });

  it('takes noise for no text', () => {
    const noise = Uint8Array.from(
      { length: 4096 },
      (_, index) => 1 + ((index * index * 31 + 7 * index) % 255),
    );
    expect(() => decodeText(noise)).toThrow(expect.objectContaining({ code: 'MALFORMED_DOCUMENT' }));
  });
});
