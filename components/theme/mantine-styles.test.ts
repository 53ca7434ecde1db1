import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '..', '..');
const KIT = join(ROOT, 'node_modules', '@mantine', 'core', 'esm');
const INDEX = join(KIT, 'index.mjs');
/** Styles of no component: variables and the little that holds everywhere. */
const ALWAYS = ['baseline', 'default-css-variables', 'global'];

/** What is imported from where, in a module of Mantine or ours. */
function importsOf(code: string): readonly { readonly names: readonly string[]; readonly from: string }[] {
  return [...code.matchAll(/import (?:type )?([^;]*?) from ["']([^"']+)["']/g)].map(([, names = '', from = '']) => ({
    names: names.replaceAll(/[{}\s]/g, '').split(','),
    from,
  }));
}

/** What the pages import of Mantine. */
function importedNames(): ReadonlySet<string> {
  const files = ['app', 'components'].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((name) => join(ROOT, folder, name)),
  );
  const code = files.filter((file) => /\.tsx?$/.test(file)).map((file) => readFileSync(file, 'utf8'));
  const ofMantine = code.flatMap(importsOf).filter(({ from }) => from === '@mantine/core');
  return new Set(ofMantine.flatMap(({ names }) => names));
}

/** Names of the style sheets of a module and of all it imports. */
function stylesOf(module: string, seen: Set<string>): readonly string[] {
  if (seen.has(module) || !existsSync(module)) return [];
  seen.add(module);
  const own = /([A-Za-z]+)\.module\.mjs$/.exec(module)?.[1];
  const below = importsOf(readFileSync(module, 'utf8')).filter(({ from }) => from.startsWith('.'));
  return [
    ...(own === undefined ? [] : [own]),
    ...below.flatMap(({ from }) => stylesOf(join(dirname(module), from), seen)),
  ];
}

test('the styles of every component in use are imported, and no others', () => {
  const names = importedNames();
  const modules = importsOf(readFileSync(INDEX, 'utf8')).filter((one) => one.names.some((name) => names.has(name)));
  const seen = new Set<string>();
  const needed = modules.flatMap(({ from }) => stylesOf(join(KIT, from), seen));
  const list = readFileSync(join(import.meta.dirname, 'mantine-styles.ts'), 'utf8');
  const imported = [...list.matchAll(/styles\/([A-Za-z-]+)\.layer\.css/g)].map(([, name]) => name);
  expect(needed).toContain('UnstyledButton');
  expect(imported).toHaveLength(new Set(imported).size);
  expect(new Set(imported)).toEqual(new Set([...ALWAYS, ...needed]));
});
