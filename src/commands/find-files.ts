import { readdir, stat } from 'node:fs/promises';
import { basename, extname, isAbsolute, join, relative, resolve, sep } from 'node:path';

import { CommandFailure } from './command-failure.js';
import { globBase, globMatcher, isGlob } from './glob.js';

/** A file to be ingested. */
export interface SourceFile {
  /** Absolute. */
  readonly path: string;
  /** The document's stable key: the path from the working directory, or the whole path outside it. */
  readonly externalId: string;
  readonly bytes: number;
}

export interface FoundFiles {
  /** In the order of their paths, each once. */
  readonly files: readonly SourceFile[];
  /** How many files of the folders are no documents. */
  readonly leftOut: number;
}

/** Documents by their extensions: what is taken of a folder. The server finds out what a file really is. */
const documentExtensions: ReadonlySet<string> = new Set(
  [
    ['md', 'markdown', 'txt', 'text', 'rst', 'adoc', 'tex', 'rtf'],
    ['pdf', 'docx', 'pptx', 'xlsx', 'xlsm', 'odt', 'ods', 'odp', 'epub'],
    ['html', 'htm', 'xhtml', 'eml', 'csv', 'tsv', 'json', 'jsonl', 'ndjson', 'vtt', 'srt'],
  ].flatMap((extensions) => extensions.map((extension) => `.${extension}`)),
);

/**
 * The files behind paths, folders and globs. A folder yields its documents by their extensions; a glob and a
 * file named outright are taken at their word. Nothing hidden or under node_modules is looked at.
 */
export async function findFiles(paths: readonly string[], cwd: string): Promise<FoundFiles> {
  const found = await Promise.all(paths.map((path) => expand(path, cwd)));
  const named = found.flatMap(({ named }) => named);
  const walked = found.flatMap(({ walked }) => walked);
  const wanted = [...named, ...walked.filter(isDocument)];
  const unique = [...new Set(wanted)].sort();
  return {
    files: await Promise.all(unique.map((path) => sourceFile(path, cwd))),
    leftOut: new Set(walked.filter((path) => !unique.includes(path))).size,
  };
}

interface Expansion {
  readonly named: readonly string[];
  readonly walked: readonly string[];
}

async function expand(path: string, cwd: string): Promise<Expansion> {
  const absolute = resolve(cwd, path);
  const stats = await stat(absolute).catch(() => null);
  if (stats?.isDirectory() === true) return { named: [], walked: await walk(absolute) };
  if (stats !== null) return { named: [absolute], walked: [] };
  if (!isGlob(path)) throw new CommandFailure(`${path}: no such file or folder`);
  const matches = globMatcher(absolute);
  const matched = (await walk(resolve(cwd, globBase(path)))).filter(matches);
  if (matched.length === 0) throw new CommandFailure(`${path}: matches no file`);
  return { named: matched, walked: [] };
}

async function walk(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    throw new CommandFailure(`${folder}: cannot be read`, 1, { cause: error });
  });
  const kept = entries.filter(({ name }) => !name.startsWith('.') && name !== 'node_modules');
  const files = kept.filter((entry) => entry.isFile()).map(({ name }) => join(folder, name));
  const folders = kept.filter((entry) => entry.isDirectory()).map(({ name }) => join(folder, name));
  return [...files, ...(await Promise.all(folders.map(walk))).flat()];
}

async function sourceFile(path: string, cwd: string): Promise<SourceFile> {
  const { size } = await stat(path);
  return { path, externalId: keyOf(path, cwd), bytes: size };
}

function keyOf(path: string, cwd: string): string {
  const inside = relative(cwd, path);
  const outside = inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside);
  return (outside ? path : inside).split(sep).join('/');
}

function isDocument(path: string): boolean {
  return documentExtensions.has(extname(basename(path)).toLowerCase());
}
