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
  readonly mediaType: string | null;
}

export interface FoundFiles {
  /** In the order of their paths, each once. */
  readonly files: readonly SourceFile[];
  /** How many files of other kinds the folders hold. */
  readonly leftOut: number;
}

const mediaTypes: Readonly<Record<string, string>> = {
  '.md': 'text/markdown',
  '.markdown': 'text/markdown',
  '.txt': 'text/plain',
  '.text': 'text/plain',
};

/**
 * The files behind paths, folders and globs. Folders and globs yield text and Markdown only, and nothing
 * hidden or under node_modules; a file named outright is taken whatever it is.
 */
export async function findFiles(paths: readonly string[], cwd: string): Promise<FoundFiles> {
  const found = await Promise.all(paths.map((path) => expand(path, cwd)));
  const named = found.flatMap(({ named }) => named);
  const walked = found.flatMap(({ walked }) => walked);
  const wanted = [...named, ...walked.filter((path) => mediaTypeOf(path) !== null)];
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
  const walked = (await walk(resolve(cwd, globBase(path)))).filter(matches);
  if (walked.length === 0) throw new CommandFailure(`${path}: matches no file`);
  return { named: [], walked };
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
  return { path, externalId: keyOf(path, cwd), bytes: size, mediaType: mediaTypeOf(path) };
}

function keyOf(path: string, cwd: string): string {
  const inside = relative(cwd, path);
  const outside = inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside);
  return (outside ? path : inside).split(sep).join('/');
}

function mediaTypeOf(path: string): string | null {
  return mediaTypes[extname(basename(path)).toLowerCase()] ?? null;
}
