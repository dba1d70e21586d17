import { frameOf } from './frame.js';
import type { TextRun } from './text-run.js';

/** What pdf.js says of an annotation that matters here; what is of another type than this is left out. */
interface Annotation {
  readonly lines: readonly string[];
  readonly rect: readonly [number, number, number, number];
  readonly fontSize: number;
}

const usualSize = 10;
const lineHeight = 1.2;

/**
 * The text that a reader sees in form fields and in free text annotations, as runs where they stand on the
 * page, so that a value is read after its label. Passwords, buttons and hidden fields are left out.
 */
export function annotationRuns(annotations: readonly unknown[], rotation: number): TextRun[] {
  const frame = frameOf(rotation);
  return annotations.flatMap((value) => {
    const annotation = parseAnnotation(value);
    if (annotation === null) return [];
    const [x1, y1, x2, y2] = annotation.rect;
    const corners = [[x1, y1] as const, [x2, y2] as const];
    const [left, right] = ordered(corners.map((corner) => frame.x(corner)));
    const [bottom, top] = ordered(corners.map((corner) => frame.y(corner)));
    return runsIn({ left, right, bottom, top }, annotation);
  });
}

function runsIn(
  { left, right, bottom, top }: Record<'left' | 'right' | 'bottom' | 'top', number>,
  { lines, fontSize }: Annotation,
): TextRun[] {
  const room = (top - bottom) / lines.length;
  const size = fontSize > 0 ? fontSize : Math.min(room / lineHeight, usualSize) || usualSize;
  const pitch = lines.length === 1 ? room : Math.min(room, size * lineHeight);
  return lines.map((text, index) => ({
    text,
    left,
    right: Math.min(right, left + (text.length * size) / 2),
    baseline: top - pitch * (index + 0.5) - size * 0.3,
    size,
  }));
}

function parseAnnotation(value: unknown): Annotation | null {
  if (!isRecord(value) || !isRect(value['rect'])) return null;
  const lines = visibleLines(value).map((line) => line.trim());
  if (lines.every((line) => line === '')) return null;
  const appearance = value['defaultAppearanceData'];
  const fontSize = isRecord(appearance) ? Number(appearance['fontSize']) : 0;
  return { lines: lines.filter(Boolean), rect: value['rect'], fontSize };
}

function visibleLines(annotation: Readonly<Record<string, unknown>>): string[] {
  const { subtype, fieldType, fieldValue, textContent, contentsObj } = annotation;
  const drawn = texts(textContent);
  if (subtype === 'FreeText') return drawn ?? linesOf(isRecord(contentsObj) ? contentsObj['str'] : null);
  if (subtype !== 'Widget' || annotation['hidden'] === true || annotation['password'] === true) return [];
  if (fieldType === 'Tx') return drawn ?? linesOf(fieldValue);
  return fieldType === 'Ch' ? choices(annotation) : [];
}

/** What is chosen; of a list where nothing is, all that it shows. */
function choices({ combo, fieldValue, options }: Readonly<Record<string, unknown>>): string[] {
  const chosen = texts(fieldValue) ?? linesOf(fieldValue);
  const all = Array.isArray(options) ? options.filter(isRecord) : [];
  const isShown =
    chosen.length > 0 ? all.filter((option) => chosen.includes(String(option['exportValue']))) : all;
  const shown = isShown.map((option) => String(option['displayValue']));
  if (chosen.length > 0) return shown.length > 0 ? shown : chosen;
  return combo === true ? [] : shown;
}

function linesOf(value: unknown): string[] {
  return typeof value === 'string' ? value.split(/\r\n?|\n/) : [];
}

function texts(value: unknown): string[] | null {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : null;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function isRect(value: unknown): value is [number, number, number, number] {
  return Array.isArray(value) && value.length === 4 && value.every((item) => Number.isFinite(item));
}

function ordered(values: readonly number[]): [number, number] {
  return [Math.min(...values), Math.max(...values)];
}
