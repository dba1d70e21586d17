import { childOf, childrenOf, type XmlElement } from '../../xml/xml-element.js';

type Kind = 'number' | 'percent' | 'date' | 'time' | 'dateTime';

/** Built-in formats of dates by number, those of East Asian versions included. */
const builtInDates = [14, 15, 16, 17, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58];
const builtInTimes = [18, 19, 20, 21, 32, 33, 34, 35, 45, 46, 47];
const builtInDateTime = 22;
const builtInPercents = [9, 10];

const millisecondsOfDay = 86_400_000;
/** Day 0 of each calendar; the first one has a 29 February 1900, which only matters before it. */
const epochs = { from1900: Date.UTC(1899, 11, 30), from1904: Date.UTC(1904, 0, 1) };
const lastDay = 2_958_466;

/** Shows numbers as what their cells' formats (xl/styles.xml) make of them. */
export class XlsxFormats {
  readonly #kinds: readonly Kind[];
  readonly #epoch: number;

  constructor(root: XmlElement | null, datesFrom1904: boolean) {
    const custom = new Map(
      childrenOf(childOf(root ?? undefined, 's:numFmts'), 's:numFmt').map(({ attributes }) => [
        Number(attributes['numFmtId']),
        kindOfCode(attributes['formatCode'] ?? ''),
      ]),
    );
    this.#kinds = childrenOf(childOf(root ?? undefined, 's:cellXfs'), 's:xf').map(({ attributes }) => {
      const id = Number(attributes['numFmtId'] ?? 0);
      return custom.get(id) ?? builtInKind(id);
    });
    this.#epoch = datesFrom1904 ? epochs.from1904 : epochs.from1900;
  }

  /** In full where it is a number, since rounding is for the eye; dates and times as ISO 8601 has them. */
  show(value: string, style: number): string {
    const number = Number(value);
    if (value.trim() === '' || !Number.isFinite(number)) return value;
    const kind = this.#kinds[style] ?? 'number';
    if (kind === 'number') return plain(number);
    if (kind === 'percent') return `${plain(number * 100)}%`;
    return number < 0 || number >= lastDay ? plain(number) : this.#instant(number, kind);
  }

  #instant(days: number, kind: 'date' | 'time' | 'dateTime'): string {
    const seconds = Math.round((days * millisecondsOfDay) / 1000);
    const [date = '', time = ''] = new Date(this.#epoch + seconds * 1000).toISOString().split('T');
    const clock = time.slice(0, 8);
    if (kind === 'date') return date;
    if (kind === 'dateTime') return `${date} ${clock}`;
    const hours = Math.floor(seconds / 3600);
    return `${String(hours).padStart(2, '0')}${clock.slice(2)}`;
  }
}

/** Without the last digits, which are the binary system's. */
function plain(number: number): string {
  const rounded = Number(number.toPrecision(15));
  return Number.isInteger(rounded) && Math.abs(rounded) < 1e21 ? rounded.toFixed(0) : String(rounded);
}

function builtInKind(id: number): Kind {
  if (builtInDates.includes(id)) return 'date';
  if (builtInTimes.includes(id)) return 'time';
  if (id === builtInDateTime) return 'dateTime';
  return builtInPercents.includes(id) ? 'percent' : 'number';
}

function kindOfCode(code: string): Kind {
  const [letters = ''] = code
    .replace(/"[^"]*"|\\.|_.|\*./g, '')
    .replace(/\[(?![hms]+\])[^\]]*\]/gi, '')
    .split(';');
  if (/general/i.test(letters)) return 'number';
  const [date, time] = [/[yd]|m{3,}/i.test(letters), /[hs]/i.test(letters)];
  if (date) return time ? 'dateTime' : 'date';
  if (time) return 'time';
  return letters.includes('%') ? 'percent' : 'number';
}
