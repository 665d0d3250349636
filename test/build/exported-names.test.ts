/** One exported name is one thing: a search for it finds what was meant. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseSync } from 'vite';
import { describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const PRODUCT = ['shared', 'core', 'electron', 'rescue', 'renderer', 'collector', 'cli', 'verifier', 'build'];

/** Names that stand in several files for a reason. */
const ALLOWED: Readonly<Record<string, string>> = {};

function productFiles(): string[] {
  const listed = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '--', ...PRODUCT], { cwd: ROOT, encoding: 'utf8' });
  const source = listed.split('\n').filter((file) => /\.(ts|tsx|mjs)$/.test(file) && !file.endsWith('.d.ts'));
  return source.filter((file) => existsSync(`${ROOT}/${file}`));
}

/** The names that a file makes and exports, types included. What it only passes on from another file is that file's. */
function exportedNames(file: string, text: string): string[] {
  const { program, errors } = parseSync(file, text);
  if (errors[0] !== undefined) throw new Error(`${file} does not parse: ${errors[0].message}`);
  const imported = new Set(
    program.body.flatMap((node) => (node.type === 'ImportDeclaration' ? node.specifiers.map(({ local }) => local.name) : [])),
  );
  return program.body.flatMap((node): string[] => {
    if (node.type !== 'ExportNamedDeclaration' || node.source !== null) return [];
    const { declaration } = node;
    if (declaration === null)
      return node.specifiers.flatMap(({ local, exported }) =>
        'name' in local && 'name' in exported && !imported.has(local.name) ? [exported.name] : [],
      );
    if (declaration.type === 'VariableDeclaration')
      return declaration.declarations.flatMap(({ id }) => (id.type === 'Identifier' ? [id.name] : []));
    return 'id' in declaration && declaration.id !== null && 'name' in declaration.id ? [declaration.id.name] : [];
  });
}

/** Every name that two files or more export, with these files. */
function sharedNames(files: Readonly<Record<string, string>>): Record<string, string[]> {
  const places = new Map<string, Set<string>>();
  for (const [file, text] of Object.entries(files))
    for (const name of exportedNames(file, text)) places.set(name, (places.get(name) ?? new Set()).add(file));
  const shared = [...places].filter(([, where]) => where.size > 1).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(shared.map(([name, where]) => [name, [...where].sort()]));
}

describe('exported names', () => {
  it('are found in whatever way a file exports them', () => {
    const first = [
      'export const a = 1, b = 2;',
      'export function c() {}',
      'export async function* d() {}',
      'export class E {}',
      'export interface F {}',
      'export type G = string;',
      'const h = 1; export { h as i };',
      'export default 1;',
    ].join('\n');
    expect(exportedNames('a.ts', first)).toEqual(['a', 'b', 'c', 'd', 'E', 'F', 'G', 'i']);
    const second = 'import { b } from "./a.ts"; export { b }; export type { F } from "./a.ts"; export class E {} const a = 1;';
    expect(sharedNames({ 'a.ts': first, 'b.ts': second })).toEqual({ E: ['a.ts', 'b.ts'] });
  });

  it('stand in one file of the product each', () => {
    const files = productFiles();
    expect(files.length).toBeGreaterThan(500);
    const shared = sharedNames(Object.fromEntries(files.map((file) => [file, readFileSync(`${ROOT}/${file}`, 'utf8')])));
    const unexplained = Object.entries(shared).filter(([name]) => !Object.hasOwn(ALLOWED, name));
    expect(Object.fromEntries(unexplained)).toEqual({});
    expect(
      Object.keys(ALLOWED).filter((name) => !Object.hasOwn(shared, name)),
      'no longer needed',
    ).toEqual([]);
  });
});
