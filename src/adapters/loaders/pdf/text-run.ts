/**
 * A piece of text as it was drawn. Coordinates are in points, turned so that the text runs from left to right
 * and lines follow each other downwards, which is towards smaller baselines.
 */
export interface TextRun {
  /** In the order of reading; a space at its end where the file says that a word ends there. */
  text: string;
  readonly left: number;
  readonly right: number;
  readonly baseline: number;
  /** Height of the font. */
  readonly size: number;
}

/** The runs of a page that are written in one direction. */
export interface TextLayer {
  readonly page: number;
  readonly runs: readonly TextRun[];
}

const rightToLeftLetter =
  /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/gu;
const letter = /\p{L}/gu;

/** Whether most letters belong to a script that is written from right to left. */
export function isRightToLeft(texts: readonly string[]): boolean {
  let [rightToLeft, all] = [0, 0];
  for (const text of texts) {
    rightToLeft += text.match(rightToLeftLetter)?.length ?? 0;
    all += text.match(letter)?.length ?? 0;
  }
  return rightToLeft * 2 > all;
}
