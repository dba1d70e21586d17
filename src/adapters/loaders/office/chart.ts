import type { TextBuilder } from '../text-builder.js';
import {
  childOf,
  childrenOf,
  descendantsOf,
  elementsOf,
  pathOf,
  textOf,
  type XmlElement,
} from '../xml/xml-element.js';

interface Series {
  readonly name: string;
  readonly categories: ReadonlyMap<number, string>;
  readonly values: ReadonlyMap<number, string>;
}

/** More points than this are a curve to look at, not text. */
const mostPoints = 10_000;

/** Writes a chart's title, its kind and its data as a table: a row for each category, a column for each series. */
export function writeChart(root: XmlElement, builder: TextBuilder): void {
  const chart = childOf(root, 'c:chart');
  const title = descendantsOf(childOf(chart, 'c:title'), 'a:t').map(textOf).join('');
  builder.paragraph([title, kindOf(childOf(chart, 'c:plotArea'))].join('\n'));
  const series = descendantsOf(childOf(chart, 'c:plotArea'), 'c:ser').map(seriesOf);
  const positions = new Set(series.flatMap(({ values }) => [...values.keys()]));
  const categories = new Map(series.flatMap((one) => [...one.categories]));
  builder.endBlock();
  builder.row(['', ...series.map(({ name }) => name)]);
  for (const position of [...positions].sort((a, b) => a - b).slice(0, mostPoints)) {
    builder.row([
      categories.get(position) ?? String(position + 1),
      ...series.map(({ values }) => values.get(position) ?? ''),
    ]);
  }
  builder.endBlock();
}

/** As in "Bar chart", where the file draws one of Office's own kinds. */
function kindOf(plot: XmlElement | undefined): string {
  const kinds = elementsOf(plot).flatMap(({ name }) => /^c:([a-z]+)(?:3D)?Chart$/.exec(name)?.[1] ?? []);
  return kinds
    .slice(0, 1)
    .map((kind) => `${kind.charAt(0).toUpperCase()}${kind.slice(1)} chart`)
    .join('');
}

/** A scatter chart has numbers on both axes. */
function seriesOf(series: XmlElement): Series {
  return {
    name: [...pointsOf(childOf(series, 'c:tx')).values()].join(' ') || textOf(pathOf(series, 'c:tx', 'c:v')),
    categories: pointsOf(childOf(series, 'c:cat') ?? childOf(series, 'c:xVal')),
    values: pointsOf(childOf(series, 'c:val') ?? childOf(series, 'c:yVal')),
  };
}

/** What Office has cached of the cells that a chart draws. */
function pointsOf(source: XmlElement | undefined): ReadonlyMap<number, string> {
  return new Map(
    descendantsOf(source, 'c:pt').map((point) => [
      Number(point.attributes['idx'] ?? 0),
      textOf(childrenOf(point, 'c:v')[0]).trim(),
    ]),
  );
}
