/** The last part of a path or a URL, in lower case; a URL's host is no file name. */
export function fileNameOf(location: string | null): string {
  const path = (location ?? '').replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, '').replace(/[?#].*$/s, '');
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1).toLowerCase();
}

/** Without its dot: "pdf"; empty where the name has none. */
export function extensionOf(location: string | null): string {
  return /[^.]\.([a-z][a-z0-9+]{0,11})$/.exec(fileNameOf(location))?.[1] ?? '';
}
