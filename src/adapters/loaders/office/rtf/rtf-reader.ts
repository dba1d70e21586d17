import iconv from 'iconv-lite';

import { malformed } from '../../failures.js';
import type { TextBuilder } from '../../text-builder.js';
import type { RtfToken } from './rtf-tokens.js';
import { rtfCharacters, rtfCharacterSets, rtfKept, rtfSkipped } from './rtf-words.js';

/** What a group's text is for. */
type Purpose = Collected | 'skipped' | 'fonts' | 'info' | 'title' | 'author';
type Collected = 'body' | 'marker' | 'note' | 'styles';

/** Holds within a group and those in it. */
interface State {
  readonly purpose: Purpose;
  readonly codePage: number;
  readonly isHidden: boolean;
  /** How many characters stand in for one in Unicode. */
  readonly fallback: number;
}

const deepest = 1000;
const purposes: Readonly<Record<string, Purpose>> = {
  fonttbl: 'fonts',
  stylesheet: 'styles',
  info: 'info',
  listtext: 'marker',
  pntext: 'marker',
  footnote: 'note',
  annotation: 'note',
};

/** Reads RTF's tokens into a text: paragraphs, headings, lists with their numbers, tables, notes. */
export class RtfReader {
  title = '';
  author = '';
  readonly #builder: TextBuilder;
  readonly #groups: State[] = [];
  #state: State = { purpose: 'body', codePage: 1252, isHidden: false, fallback: 1 };
  readonly #text: Record<Collected, string> = { body: '', marker: '', note: '', styles: '' };
  #bytes: number[] = [];
  #skipCharacters = 0;
  #atGroupStart = false;
  #mayIgnore = false;
  #cells: string[] = [];
  #isInTable = false;
  #outline: number | null = null;
  readonly #codePages = new Map<number, number>();
  readonly #outlines = new Map<number, number>();
  #font = 0;
  #style = 0;
  #ended = false;

  constructor(builder: TextBuilder) {
    this.#builder = builder;
  }

  /** Throws MALFORMED_DOCUMENT where groups are open at the end, or more than 1000 in each other. */
  read(tokens: Iterable<RtfToken>): void {
    for (const token of tokens) {
      if (this.#ended) return;
      if (token.kind !== 'byte') this.#decodeBytes();
      this.#readToken(token);
    }
    if (!this.#ended) throw malformed('its end is missing');
  }

  #readToken(token: RtfToken): void {
    if (token.kind === 'open') this.#open();
    else if (token.kind === 'close') this.#close();
    else if (token.kind === 'word') this.#word(token.word, token.value);
    else if (token.kind === 'symbol') this.#symbol(token.symbol);
    else if (token.kind === 'byte') this.#byte(token.byte);
    else this.#encoded(token.text);
    if (token.kind !== 'open' && !(token.kind === 'symbol' && token.symbol === '*'))
      this.#atGroupStart = false;
  }

  #open(): void {
    if (this.#groups.length >= deepest) throw malformed(`its groups are nested deeper than ${deepest}`);
    this.#groups.push(this.#state);
    this.#atGroupStart = true;
    this.#mayIgnore = false;
    this.#skipCharacters = 0;
  }

  #close(): void {
    const before = this.#groups.pop();
    if (before === undefined) throw malformed('it closes a group that it did not open');
    const { purpose } = this.#state;
    this.#state = before;
    this.#skipCharacters = 0;
    if (purpose === 'styles') this.#endStyle();
    if (this.#groups.length > 0) return;
    this.#isInTable = false;
    this.#endParagraph();
    this.#ended = true;
  }

  #word(word: string, value: number | null): void {
    if (this.#atGroupStart) this.#destination(word);
    if (word === 'u') this.#unicode(value ?? 0);
    else if (word === 'uc') this.#set({ fallback: Math.max(0, value ?? 1) });
    else if (word === 'ansicpg') this.#set({ codePage: value ?? 1252 });
    else if (word === 'mac') this.#set({ codePage: 10000 });
    else if (word === 'v' || word === 'deleted') this.#set({ isHidden: value !== 0 });
    else if (word === 'plain') this.#set({ isHidden: false });
    else if (word === 'f') this.#useFont(value ?? 0);
    else if (word === 'fcharset') this.#codePages.set(this.#font, rtfCharacterSets.get(value ?? 0) ?? 1252);
    else if (word === 's') this.#useStyle(value ?? 0);
    else if (word === 'outlinelevel') this.#outline = value;
    else if (this.#state.purpose === 'note' && word === 'par') this.#add('\n');
    else if (this.#state.purpose === 'body') this.#layout(word);
    const character = rtfCharacters[word];
    if (character !== undefined) this.#add(character);
  }

  #destination(word: string): void {
    const purpose = purposes[word] ?? (rtfSkipped.has(word) ? 'skipped' : null);
    const isUnknown = this.#mayIgnore && !rtfKept.has(word);
    const { purpose: outer } = this.#state;
    if (outer === 'skipped') return;
    if (outer === 'info') this.#set({ purpose: word === 'title' || word === 'author' ? word : 'skipped' });
    else if (purpose !== null) this.#set({ purpose });
    else if (isUnknown && outer !== 'styles') this.#set({ purpose: 'skipped' });
  }

  #layout(word: string): void {
    if (word === 'par' || word === 'sect' || word === 'page') this.#endParagraph();
    else if (word === 'pard') {
      this.#outline = null;
      this.#isInTable = false;
    } else if (word === 'intbl') this.#isInTable = true;
    else if (word === 'cell' || word === 'nestcell') this.#endCell();
    else if (word === 'row' || word === 'nestrow') this.#endRow();
  }

  #symbol(symbol: string): void {
    if (symbol === '*') this.#mayIgnore = true;
    else if (symbol === '~') this.#add(' ');
    else if (symbol === '_') this.#add('-');
    else if (symbol === '\n' || symbol === '\r') this.#word('par', null);
    else if ('\\{}'.includes(symbol)) this.#add(symbol);
  }

  #byte(byte: number): void {
    if (this.#skipCharacters > 0) this.#skipCharacters--;
    else this.#bytes.push(byte);
  }

  #encoded(text: string): void {
    const skipped = Math.min(this.#skipCharacters, text.length);
    this.#skipCharacters -= skipped;
    this.#add(iconv.decode(Buffer.from(text.slice(skipped), 'latin1'), this.#encoding()));
  }

  #decodeBytes(): void {
    if (this.#bytes.length === 0) return;
    const text = iconv.decode(Buffer.from(this.#bytes), this.#encoding());
    this.#bytes = [];
    this.#add(text);
  }

  #encoding(): string {
    const name = this.#state.codePage === 10000 ? 'macintosh' : `cp${this.#state.codePage}`;
    return iconv.encodingExists(name) ? name : 'cp1252';
  }

  /** RTF counts from -32,768. */
  #unicode(value: number): void {
    this.#add(String.fromCharCode(value & 0xffff));
    this.#skipCharacters = this.#state.fallback;
  }

  #useFont(font: number): void {
    this.#font = font;
    const codePage = this.#codePages.get(font);
    if (codePage !== undefined && this.#state.purpose !== 'fonts') this.#set({ codePage });
  }

  #useStyle(style: number): void {
    this.#style = style;
    if (this.#state.purpose === 'body') this.#outline = this.#outlines.get(style) ?? null;
  }

  #endStyle(): void {
    const level = /heading (\d)/i.exec(this.#text.styles)?.[1];
    if (level !== undefined) this.#outlines.set(this.#style, Number(level) - 1);
    this.#text.styles = '';
  }

  #set(changes: Partial<State>): void {
    this.#state = { ...this.#state, ...changes };
  }

  #add(text: string): void {
    const { purpose, isHidden } = this.#state;
    if (isHidden) return;
    if (purpose === 'title' || purpose === 'author') this[purpose] += text;
    else if (isCollected(purpose)) this.#text[purpose] += text;
  }

  #take(purpose: 'body' | 'marker' | 'note'): string {
    const text = this.#text[purpose];
    this.#text[purpose] = '';
    return text.trim();
  }

  #endParagraph(): void {
    if (this.#isInTable) {
      this.#text.body += ' ';
      return;
    }
    if (this.#cells.length > 0) this.#endRow();
    const [text, marker, note] = [this.#take('body'), this.#take('marker'), this.#take('note')];
    if (this.#outline !== null && this.#outline < 9)
      this.#builder.heading(this.#outline + 1, `${marker} ${text}`);
    else if (marker !== '') this.#builder.listItem(text, /[\p{L}\p{N}]/u.test(marker) ? marker : '-');
    else this.#builder.paragraph(text);
    this.#builder.paragraph(note);
  }

  #endCell(): void {
    this.#cells.push(`${this.#take('marker')} ${this.#take('body')}`);
  }

  #endRow(): void {
    this.#builder.row(this.#cells);
    this.#cells = [];
    this.#builder.paragraph(this.#take('note'));
  }
}

function isCollected(purpose: Purpose): purpose is Collected {
  return ['body', 'marker', 'note', 'styles'].includes(purpose);
}
