import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '..');
const MAIN_FOLDERS = [
  'app',
  'components',
  'e2e',
  'lib/api',
  'lib/bench',
  'lib/cli',
  'lib/core',
  'lib/db',
  'lib/import',
  'lib/ingest',
];
const BELOW = ['lib/core', 'lib/import', 'lib/db', 'lib/ingest', 'lib/env', 'lib/errors'];

/** Folder to what it may import: our folders, and packages (`*` is any). Everything not listed is forbidden. */
const ALLOWED: Readonly<Record<string, { readonly ours: readonly string[]; readonly packages: readonly string[] }>> = {
  'lib/core': { ours: ['lib/core'], packages: ['simple-statistics', '@stdlib', 'chevrotain', 'diff'] },
  'lib/import': {
    ours: ['lib/import', 'lib/core'],
    packages: [
      'zod',
      'csv-parse',
      'hyparquet',
      'hyparquet-compressors',
      'yauzl',
      'tar-stream',
      'node:buffer',
      'node:crypto',
      'node:stream',
      'node:zlib',
    ],
  },
  'lib/db': { ours: ['lib/db', 'lib/core', 'lib/env', 'lib/errors'], packages: ['*'] },
  'lib/env': { ours: ['lib/env', 'lib/errors'], packages: ['*'] },
  'lib/errors': { ours: ['lib/errors'], packages: [] },
  'lib/ingest': { ours: BELOW, packages: ['*'] },
  'lib/api': { ours: ['lib/api', 'package.json', ...BELOW], packages: ['*'] },
  'lib/cli/import': { ours: ['lib/cli', 'lib/api/schemas', ...BELOW], packages: ['*'] },
  'lib/cli': { ours: ['lib/cli', ...BELOW], packages: ['*'] },
  'lib/bench': { ours: ['lib/bench', 'lib/cli', 'lib/api', ...BELOW], packages: ['*'] },
  components: {
    ours: ['components', 'lib/core'],
    packages: ['react', 'react-dom', 'react-markdown', '@mantine', 'recharts', '@tanstack', 'next', 'nuqs'],
  },
  app: { ours: ['app', 'components', 'lib/api', 'lib/cli', ...BELOW], packages: ['*'] },
};
const GENERATED = 'lib/db/generated';
const UNTESTED = /\.test\.tsx?$|\/testing\//;

interface SourceFile {
  readonly path: string;
  /** Without comments. */
  readonly code: string;
  readonly imports: readonly { readonly specifier: string; readonly typeOnly: boolean }[];
}

function readSource(path: string): SourceFile {
  const code = readFileSync(join(root, path), 'utf8').replace(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm, '');
  const statements = code.matchAll(
    /(?:^|\s)(?:import|export)\s+(type\s)?(?:[\w*{}\s,$]+?\sfrom\s+)?['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]/g,
  );
  const imports = [...statements].map((match) => ({
    specifier: match[2] ?? match[3] ?? '',
    typeOnly: match[1] !== undefined,
  }));
  return { path, code, imports };
}

const files = ['app', 'components', 'lib']
  .flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)),
  )
  .filter((path) => /\.(tsx?|mjs)$/.test(path) && !path.startsWith(GENERATED))
  .map(readSource);
const byPath = new Map(files.map((file) => [file.path, file]));

/** Path of our own file that a specifier means; null for a package. */
function ownTarget(from: string, specifier: string): string | null {
  if (!specifier.startsWith('@/') && !specifier.startsWith('.')) return null;
  const base = specifier.startsWith('@/')
    ? specifier.slice(2)
    : relative(root, resolve(root, dirname(from), specifier));
  return [base, `${base}.ts`, `${base}.tsx`, `${base}.mjs`].find((path) => byPath.has(path)) ?? base;
}

function isBelow(path: string, folders: readonly string[]): boolean {
  return folders.some((folder) => path === folder || path.startsWith(`${folder}/`));
}

function forbiddenImports(file: SourceFile): readonly string[] {
  const rule = Object.entries(ALLOWED).find(([folder]) => isBelow(file.path, [folder]))?.[1];
  if (rule === undefined) return [];
  return file.imports.flatMap(({ specifier }) => {
    const target = ownTarget(file.path, specifier);
    const allowed =
      target === null ? rule.packages.includes('*') || isBelow(specifier, rule.packages) : isBelow(target, rule.ours);
    const generatedFromOutside = target !== null && isBelow(target, [GENERATED]) && !isBelow(file.path, ['lib/db']);
    return allowed && !generatedFromOutside ? [] : [`${file.path} imports ${specifier}`];
  });
}

/** A path of value imports from the file to one of the folders; null when there is none. */
function pathTo(folders: readonly string[], start: string): readonly string[] | null {
  const trail = new Map<string, readonly string[]>([[start, [start]]]);
  for (const [path, steps] of trail) {
    if (isBelow(path, folders)) return steps;
    for (const { specifier, typeOnly } of byPath.get(path)?.imports ?? []) {
      const target = typeOnly ? null : ownTarget(path, specifier);
      if (target !== null && !trail.has(target)) trail.set(target, [...steps, target]);
    }
  }
  return null;
}

describe('architecture', () => {
  test('files import only in the directions allowed, and never through ../', () => {
    const product = files.filter((file) => !UNTESTED.test(file.path) && file.path !== 'lib/architecture.test.ts');
    expect(product.length).toBeGreaterThan(100);
    expect(product.flatMap(forbiddenImports)).toEqual([]);
    const upwards = files.filter((file) => file.imports.some(({ specifier }) => specifier.startsWith('..')));
    expect(upwards.map((file) => file.path)).toEqual([]);
  });

  test('lib/core has no clock, no chance, no process, no network, no console', () => {
    const impure =
      /\bDate\b|\bperformance\.|Math\.random|\bprocess\b|\bfetch\(|\bconsole\b|\bset(Timeout|Interval)\(|\bcrypto\b/;
    const core = files.filter((file) => isBelow(file.path, ['lib/core']) && !UNTESTED.test(file.path));
    expect(
      core.flatMap((file) => [impure.exec(file.code)].flatMap((hit) => (hit ? [`${file.path}: ${hit[0]}`] : []))),
    ).toEqual([]);
  });

  test('no file for the browser reaches the database or the import machinery', () => {
    const clients = files.filter((file) => /^\s*['"]use client['"]/.test(file.code));
    expect(clients.length).toBeGreaterThan(0);
    expect(
      clients
        .map((file) => pathTo(['lib/db', 'lib/ingest', 'lib/env', 'lib/cli'], file.path))
        .filter((path) => path !== null),
    ).toEqual([]);
  });

  test('every importer has a test and fixtures, and stands in the registry', () => {
    // A table with mapped columns exists only with its mapping: it stands in no registry and detects nothing.
    const formats = files.filter((file) => file.path !== 'lib/import/importers/mapped-table.ts');
    const importers = formats.filter(
      (file) => isBelow(file.path, ['lib/import/importers']) && !UNTESTED.test(file.path),
    );
    expect(importers.length).toBeGreaterThan(0);
    for (const { path } of importers) {
      const tests = byPath.get(path.replace(/\.ts$/, '.test.ts'));
      expect(tests?.code, `${path} has a test that runs the fixture law`).toMatch(/fixture/i);
      expect(pathTo([path], 'lib/import/registry.ts'), `${path} is registered`).not.toBeNull();
    }
    expect(readdirSync(join(root, 'lib/import/fixtures')).length).toBeGreaterThanOrEqual(importers.length);
  });

  test.each(MAIN_FOLDERS)('%s says in at most 20 lines what it is', (folder) => {
    const file = join(root, folder, 'README.md');
    expect(existsSync(file), `${folder}/README.md exists`).toBe(true);
    expect(readFileSync(file, 'utf8').trimEnd().split('\n').length).toBeLessThanOrEqual(20);
  });
});
