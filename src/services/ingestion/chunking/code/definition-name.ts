const name = String.raw`[\p{L}_$~#][\p{L}\p{N}_$:.?!]*`;

/** What is being defined, in the languages where a word says that something is. */
const declared = new RegExp(
  String.raw`^(?:[\w.()]+\s+){0,6}?(?:class|interface|struct|enum|union|trait|impl(?:<[^>]*>)?|module|namespace|protocol|extension|object|record|type|def|func|fun|fn|function\*?|sub|procedure|package|defmodule|defp?)\s+(?:\([^)]*\)\s*)?(?<name>${name})`,
  'u',
);
/** `const name = …`, `export let name: Type = …` */
const bound = new RegExp(String.raw`^(?:export\s+)?(?:const|let|var|val)\s+(?<name>${name})\s*[:=]`, 'u');
/** `name(…`, `public static Type name(…` */
const called = new RegExp(String.raw`^(?:[\w<>[\],.*&?:]+\s+){0,6}?[*&]?(?<name>${name})\s*\([^;]*$`, 'u');

/** What begins a statement rather than a definition, or is a comment. */
const statement =
  /^(?:\/\/|\/\*|\*|--|# |(?:if|for|foreach|while|switch|case|catch|with|return|else|elif|match|when|using|lock|new|await|throw|do|try|assert|print|yield)\b)/;

/** The name of what a line begins to define, as far as the line's form tells; null where it does not. */
export function definitionName(line: string): string | null {
  if (statement.test(line)) return null;
  const match = declared.exec(line) ?? bound.exec(line) ?? called.exec(line);
  const found = match?.groups?.['name']?.replace(/[:.?!]+$/, '') ?? '';
  return found === '' ? null : found;
}
