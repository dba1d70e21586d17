/** A part of a page; lines are as they stand there, not joined yet. */
export type Block = Paragraph | Item | TableRow | TableEnd;

export interface Paragraph {
  readonly kind: 'paragraph';
  readonly lines: readonly Line[];
  readonly size: number;
}

export interface Item {
  readonly kind: 'item';
  /** As the page has it: "•" or "3.". */
  readonly marker: string;
  readonly lines: readonly Line[];
  readonly size: number;
}

export interface TableRow {
  readonly kind: 'row';
  readonly cells: readonly string[];
  readonly size: number;
}

export interface TableEnd {
  readonly kind: 'table-end';
}

export interface Line {
  readonly text: string;
  /** The line ends before its column does, where the next word had had room. */
  readonly endsEarly: boolean;
}
