export interface Comment {
  readonly author?: string | undefined;
  readonly initials?: string | undefined;
  readonly time?: string | undefined;
  readonly text: string;
}

/** As "[author: Jane Smith (JS), time: 2026-06-18T17:12:57]: text"; empty where the comment is. */
export function writtenComment({ author, initials, time, text }: Comment): string {
  if (text.trim() === '') return '';
  const name = initials === undefined || initials === '' ? author : `${author ?? ''} (${initials})`;
  const facts = [name ? `author: ${name}` : '', time ? `time: ${time}` : ''].filter(Boolean).join(', ');
  return `${facts === '' ? '[comment]' : `[${facts}]`}: ${text.trim()}`;
}
