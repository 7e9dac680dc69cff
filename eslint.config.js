import tseslint from 'typescript-eslint';

const sdks = { regex: '^(openai|@fal-ai)(/|$)', message: 'SDKs are imported in src/models only.' };
const editor = { group: ['vscode', '**/editor/*'], message: 'Logic never sees the editor (CONTRIBUTING.md, Layers).' };
const node = { group: ['node:*'], message: 'Runs in the webview: browser code only.' };

/** What a folder must not import, by folder name. */
const upward = (...folders) => ({
  group: folders.flatMap((folder) => [`**/${folder}/*`]),
  message: 'Imports point downward: common, then post, studio, models, writer, cover, cost, then pipeline, then the steps.',
});

const restrict = (...patterns) => ({ 'no-restricted-imports': ['error', { patterns }] });
const steps = ['draft', 'caption', 'hero', 'video', 'plan'];
const leaves = ['page', 'preview', 'posts', 'chat'];

export default tseslint.config(
  { ignores: ['dist', 'out', 'node_modules'] },
  {
    files: ['**/*.ts'],
    extends: [...tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { project: ['tsconfig.json', 'webview/tsconfig.json'] } },
    rules: {
      'no-console': 'error',
      eqeqeq: 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
    },
  },
  { files: ['src/**/*.ts'], rules: restrict(editor, sdks) },
  { files: ['src/**/editor/*.ts', 'src/extension.ts', 'src/galley.ts'], rules: restrict(sdks) },
  { files: ['src/models/**/*.ts'], ignores: ['src/models/editor/*.ts'], rules: restrict(editor, upward('post', 'pipeline', ...steps, ...leaves)) },
  { files: ['src/common/*.ts'], rules: restrict(editor, sdks, upward('post', 'studio', 'models', 'writer', 'cover', 'cost', 'pipeline', ...steps, ...leaves)) },
  { files: ['src/{post,studio,cost,writer,cover,prompts}/*.ts'], rules: restrict(editor, sdks, upward('pipeline', ...steps, ...leaves)) },
  { files: ['src/pipeline/*.ts'], rules: restrict(editor, sdks, upward(...steps, ...leaves)) },
  { files: ['webview/**/*.ts'], rules: restrict(editor, sdks, node) },
  { files: ['test/**/*.ts'], rules: { 'no-console': 'off', '@typescript-eslint/no-non-null-assertion': 'off', '@typescript-eslint/no-unused-expressions': 'off' } },
);
