import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';
import importX from 'eslint-plugin-import-x';
import tseslint from 'typescript-eslint';

/** What a layer may import besides itself: the arrows of docs/architecture.md. */
const layers = {
  domain: [],
  ports: ['domain'],
  services: ['domain', 'ports'],
  adapters: ['domain', 'ports'],
  schema: ['domain'],
  resolvers: ['domain', 'schema', 'services'],
  server: ['domain', 'services', 'schema', 'resolvers'],
  config: [],
  commands: ['app.ts', 'config', 'domain', 'generated'],
};

const zones = Object.entries(layers).map(([layer, allowed]) => ({
  target: `./src/${layer}`,
  from: './src',
  except: [layer, ...allowed].map((folder) => `./${folder}`),
  message: `${layer} may import only ${['itself', ...allowed].join(', ')} (docs/architecture.md)`,
}));

/** One vendor's adapter never imports another's. */
const adapterFolders = [
  'clock',
  'extractive',
  'files',
  'hashing',
  'lancedb',
  'loaders',
  'memory',
  'onnx',
  'openai',
  'pino',
  'sqlite',
];
const adapterZones = adapterFolders.map((folder) => ({
  target: `./src/adapters/${folder}`,
  from: './src/adapters',
  except: [`./${folder}`],
  message: 'an adapter never imports another vendor’s adapter',
}));

export default tseslint.config(
  { ignores: ['dist/**', 'src/generated/**', 'coverage/**', 'data/**'] },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: {
      parserOptions: { projectService: { allowDefaultProject: ['*.js', 'scripts/*.mjs'] } },
    },
    plugins: { 'import-x': importX },
    settings: { 'import-x/resolver-next': [createTypeScriptImportResolver()] },
    rules: {
      'import-x/no-cycle': 'error',
      'import-x/no-default-export': 'error',
      'import-x/no-restricted-paths': ['error', { zones: [...zones, ...adapterZones] }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      'no-restricted-syntax': [
        'error',
        {
          selector: 'TSAsExpression > TSTypeReference[typeName.name="AccessFilter"]',
          message: 'Only services/access compiles an AccessFilter.',
        },
      ],
    },
  },
  {
    files: ['src/**/*.ts'],
    ignores: ['src/config/**'],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'src/config is the one reader of the environment.' },
      ],
    },
  },
  { files: ['src/services/access/**'], rules: { 'no-restricted-syntax': 'off' } },
  { files: ['src/schema/**', 'src/resolvers/**'], rules: { 'import-x/no-cycle': 'off' } },
  { files: ['*.js', '*.mjs', '**/*.mjs'], ...tseslint.configs.disableTypeChecked },
  { files: ['*.config.js'], rules: { 'import-x/no-default-export': 'off' } },
);
