const urlStart = /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i;

/** The last part of a path or a URL, in lower case; a URL's host and query are no part of it. */
export function fileNameOf(location: string | null): string {
  const given = location ?? '';
  const path = urlStart.test(given) ? given.replace(urlStart, '').replace(/[?#].*$/s, '') : given;
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1).toLowerCase();
}

/** Without its dot: "pdf"; empty where the name has none. */
export function extensionOf(location: string | null): string {
  return /[^.]\.([a-z][a-z0-9+]{0,11})$/.exec(fileNameOf(location))?.[1] ?? '';
}
