/** Where each paragraph begins: at the text's start, and after a blank line. */
export function paragraphStarts(text: string): readonly number[] {
  const starts = [0];
  for (const { index, 0: gap } of text.matchAll(/(?:\r\n|\r(?!\n)|\n)[ \t]*[\r\n]\s*/g)) {
    const start = index + gap.length;
    if (start < text.length) starts.push(start);
  }
  return starts;
}
