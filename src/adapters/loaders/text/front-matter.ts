const pattern = /^---[ \t]*\r?\n(?:([\s\S]*?)\r?\n)?(?:---|\.\.\.)[ \t]*(?:\r?\n|$)/;
const titleLine = /^title[ \t]*:[ \t]*(.*\S)/m;
/** Front matter is short; a rule at the top of a long text is none. */
const longest = 65_536;

export interface FrontMatter {
  /** Where the body begins. */
  readonly end: number;
  readonly title: string | null;
}

/** The YAML between `---` lines at the top of a Markdown text; it ends at 0 where there is none. */
export function frontMatter(text: string): FrontMatter {
  const match = pattern.exec(text.slice(0, longest));
  if (match === null) return { end: 0, title: null };
  const written = titleLine.exec(match[1] ?? '')?.[1] ?? '';
  const title = written.replace(/^(["'])(.*)\1$/, '$2').trim();
  // `|` and `>` begin a value on the lines below.
  return { end: match[0].length, title: title === '' || /^[|>]/.test(title) ? null : title };
}
