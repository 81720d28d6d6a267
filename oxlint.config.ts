import type { OxlintConfig } from 'oxlint';

/**
 * What a machine holds the code to, and above all who may import whom (ARCHITECTURE.md, "Folders, and who may import whom").
 * `tests/unit/house/boundaries.test.ts` plants a violation of every boundary and expects it found.
 */

interface Ban {
  readonly message: string;
  /** A specifier that fits is refused. The expressions know no look-ahead. */
  readonly regex?: string;
  /** Like a .gitignore: a later `!` allows again. */
  readonly group?: string[];
}

const ours = (message: string, ...folders: readonly string[]): Ban => ({
  regex: `(^|/)(${folders.join('|')})(/|$)`,
  message,
});
const withinMain = (message: string, ...folders: readonly string[]): Ban => ({
  regex: `^(\\.\\./)+(${folders.join('|')})/`,
  message,
});

const noNode: Ban = {
  regex:
    '^(node:|fs$|fs/|path$|crypto$|os$|child_process$|stream$|http$|https$|net$|worker_threads$|url$|buffer$)',
  message: 'This folder also runs in the page: no Node here.',
};
const noOwnNode: Ban = { regex: '^#node/', message: 'src-node is for the Node programs only.' };
const noElectron: Ban = { regex: '^electron($|/)', message: 'Only the shell knows Electron.' };
const noDrawing: Ban = {
  regex: '^(react|react-dom|react-router|antd|@ant-design/.*|@tanstack/.*|dayjs|pinyin-pro)($|/)',
  message: 'Only the renderer draws.',
};
const noDatabase: Ban = {
  regex: '^(better-sqlite3|drizzle-orm|@electric-sql/pglite)($|/)',
  message: 'Only core and centre have a database.',
};

/** The boundary of some files. Of several entries that fit a file the last one counts, whole. */
function boundary(
  files: readonly string[],
  bans: readonly Ban[],
): { files: string[]; rules: NonNullable<OxlintConfig['rules']> } {
  return { files: [...files], rules: { 'no-restricted-imports': ['error', { patterns: [...bans] }] } };
}

const core: readonly Ban[] = [
  noElectron,
  noDrawing,
  withinMain(
    'The core never knows who starts it, and the recorder by its contract only.',
    'shell',
    'cli',
    'recorder',
  ),
  ours('The core imports src-shared and src-node only.', 'src-centre', 'src-renderer'),
];

/** Core's ground floor from the bottom up: each folder may import those before it, every capability all of them. */
const groundFloor = ['store', 'spreadsheets', 'ledger', 'api', 'access', 'enrolments'];

/** What files of a folder of core, or (deeper) of a folder in it, may import of core's other folders. */
function coreFolder(folder: string, grounds: readonly string[], open: readonly string[], message: string) {
  return [
    { files: `src-main/core/${folder}/*.ts`, up: '../' },
    { files: `src-main/core/${folder}/*/**`, up: '../../' },
  ].map(({ files, up }) =>
    boundary(
      [files],
      [
        ...core,
        { group: [`${up}*.ts`], message: 'Only the root of core puts it together; nobody below imports it.' },
        {
          group: [
            `${up}*/**`,
            ...grounds.map((ground) => `!${up}${ground}/**`),
            ...open.map((file) => `!${up}*/${file}`),
          ],
          message,
        },
      ],
    ),
  );
}

function globals(message: string, ...names: readonly string[]) {
  return names.map((name) => ({ name, message }));
}

const nodeGlobals = globals(
  'This folder has no Node.',
  'process',
  'Buffer',
  'require',
  'module',
  'exports',
  'global',
  '__dirname',
  '__filename',
  'setImmediate',
  'clearImmediate',
);
const pageGlobals = globals(
  'src-shared is pure: no DOM, no network, no clock of its own.',
  'window',
  'document',
  'navigator',
  'localStorage',
  'sessionStorage',
  'fetch',
  'XMLHttpRequest',
  'WebSocket',
  'EventSource',
);

export default {
  plugins: ['typescript', 'unicorn', 'oxc', 'import', 'promise'],
  categories: { correctness: 'error', suspicious: 'error' },
  options: { reportUnusedDisableDirectives: 'error' },
  ignorePatterns: ['out', 'dist', '.cache', 'node_modules', 'docs', 'resources'],
  rules: {
    eqeqeq: ['error', 'always', { null: 'ignore' }],
    'no-var': 'error',
    'prefer-const': 'error',
    'no-console': 'error',
    'no-eval': 'error',
    'no-else-return': 'off',
    'typescript/no-explicit-any': 'error',
    'typescript/no-non-null-assertion': 'error',
    'typescript/consistent-type-imports': 'error',
    'typescript/no-namespace': 'error',
    'typescript/ban-ts-comment': 'error',
    'import/no-cycle': ['error', { ignoreTypes: false }],
    'import/no-default-export': 'error',
    'import/no-duplicates': 'off',
    'import/no-named-as-default-member': 'off',
    'import/no-unassigned-import': 'off',
    'unicorn/require-post-message-target-origin': 'off',
    'unicorn/consistent-function-scoping': 'off',
    'unicorn/no-array-sort': 'off',
    'no-unmodified-loop-condition': 'off',
    'promise/always-return': 'off',
    'unicorn/prefer-string-starts-ends-with': 'off',
    'no-control-regex': 'off',
    'no-irregular-whitespace': [
      'error',
      { skipComments: true, skipStrings: true, skipRegExps: true, skipTemplates: true },
    ],
    'no-shadow': 'off',
    'import/no-self-import': 'error',
    'promise/no-return-wrap': 'error',
  },
  overrides: [
    boundary(
      ['src-shared/**'],
      [
        noNode,
        noOwnNode,
        noElectron,
        noDrawing,
        noDatabase,
        ours('src-shared imports nothing of ours.', 'src-node', 'src-main', 'src-centre', 'src-renderer'),
      ],
    ),
    {
      files: ['src-shared/**'],
      rules: { 'no-restricted-globals': ['error', ...nodeGlobals, ...pageGlobals] },
    },
    boundary(
      ['src-node/**'],
      [
        noElectron,
        noDrawing,
        noDatabase,
        ours('src-node imports src-shared only.', 'src-main', 'src-centre', 'src-renderer'),
      ],
    ),
    boundary(['src-main/core/**'], core),
    ...coreFolder(
      '*',
      groundFloor,
      ['tables.ts', 'queries.ts'],
      "A capability imports another's tables.ts and queries.ts only.",
    ),
    ...groundFloor.flatMap((ground, at) =>
      coreFolder(
        ground,
        groundFloor.slice(0, at),
        [],
        'The ground floor knows no capability, and of itself only what lies below.',
      ),
    ),
    // The demonstration is content: it looks at whatever a person could.
    boundary(
      ['src-main/core/demo/**'],
      [...core, { group: ['../*.ts'], message: 'Nobody imports the root.' }],
    ),
    boundary(
      ['src-main/recorder/**'],
      [
        noElectron,
        noDrawing,
        withinMain('The recorder runs beside the core and knows only the contract.', 'core', 'cli', 'shell'),
        ours('The recorder imports src-shared and src-node only.', 'src-centre', 'src-renderer'),
      ],
    ),
    boundary(
      ['src-main/shell/**'],
      [
        noDrawing,
        noDatabase,
        withinMain('The shell starts core and recorder, it never imports them.', 'core', 'cli', 'recorder'),
        ours('The shell imports src-shared and src-node only.', 'src-centre', 'src-renderer'),
      ],
    ),
    boundary(
      ['src-main/cli/**'],
      [
        noElectron,
        noDrawing,
        noDatabase,
        withinMain('The command line has no window.', 'shell'),
        ours('The command line has no page.', 'src-renderer'),
      ],
    ),
    { files: ['src-main/cli/**'], rules: { 'no-console': 'off' } },
    boundary(
      ['src-centre/**'],
      [
        noElectron,
        noDrawing,
        ours('The centre imports src-shared and src-node only.', 'src-main', 'src-renderer'),
      ],
    ),
    boundary(
      ['src-renderer/**'],
      [
        noNode,
        noOwnNode,
        noElectron,
        noDatabase,
        ours('The page knows the contract only.', 'src-main', 'src-node', 'src-centre'),
      ],
    ),
    {
      files: ['src-renderer/**'],
      plugins: ['typescript', 'unicorn', 'oxc', 'import', 'promise', 'react', 'jsx-a11y'],
      rules: {
        'no-restricted-globals': ['error', ...nodeGlobals],
        'react/rules-of-hooks': 'error',
        'react/exhaustive-deps': 'error',
        'react/jsx-key': 'error',
        'react/react-in-jsx-scope': 'off',
        'react/no-danger': 'error',
      },
    },
    { files: ['**/*.config.ts'], rules: { 'import/no-default-export': 'off' } },
    {
      files: ['scripts/**', 'build/*.cjs', 'tests/**'],
      rules: { 'no-console': 'off', 'no-loss-of-precision': 'off' },
    },
  ],
} satisfies OxlintConfig;
