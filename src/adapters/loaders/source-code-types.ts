/** Media types of program sources, by the extensions of their files. */
const extensionsByType: Readonly<Record<string, readonly string[]>> = {
  'text/javascript': ['js', 'mjs', 'cjs', 'jsx'],
  'text/x-typescript': ['ts', 'mts', 'cts', 'tsx'],
  'text/x-python': ['py', 'pyi'],
  'text/x-java': ['java'],
  'text/x-kotlin': ['kt', 'kts'],
  'text/x-scala': ['scala'],
  'text/x-c': ['c', 'h'],
  'text/x-c++': ['cc', 'cpp', 'cxx', 'hh', 'hpp'],
  'text/x-csharp': ['cs'],
  'text/x-go': ['go'],
  'text/x-rust': ['rs'],
  'text/x-swift': ['swift'],
  'text/x-ruby': ['rb'],
  'text/x-php': ['php'],
  'text/x-perl': ['pl', 'pm'],
  'text/x-lua': ['lua'],
  'text/x-r': ['r'],
  'text/x-shellscript': ['sh', 'bash', 'zsh'],
  'text/x-sql': ['sql'],
  'text/x-graphql': ['graphql', 'gql'],
  'text/x-protobuf': ['proto'],
  'text/css': ['css', 'scss', 'less'],
  'application/yaml': ['yaml', 'yml'],
  'application/toml': ['toml'],
  'application/xml': ['xml', 'xsd', 'xsl'],
};

export const sourceCodeTypes: ReadonlySet<string> = new Set(Object.keys(extensionsByType));

const typesByExtension: ReadonlyMap<string, string> = new Map(
  Object.entries(extensionsByType).flatMap(([type, extensions]) =>
    extensions.map((extension) => [extension, type] as const),
  ),
);

export function sourceCodeTypeOf(extension: string): string | null {
  return typesByExtension.get(extension) ?? null;
}
