import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { THREATS } from '../threats/threats.ts';
import { Repository } from './documents/repository.ts';
import { wrongCitations } from './documents/wrong-citations.ts';
import { wrongCommands } from './documents/wrong-commands.ts';
import { wrongLinks } from './documents/wrong-links.ts';
import { wrongPaths } from './documents/wrong-paths.ts';

const repository = Repository.at(join(import.meta.dirname, '../..'));

type Check = (repository: Repository, file: string) => readonly string[];

/** By file: what the check finds wrong; files in order are left out. */
function wrongIn(check: Check, files: readonly string[]): Record<string, readonly string[]> {
  const found = files.map((file) => [file, check(repository, file)] as const);
  return Object.fromEntries(found.filter(([, wrong]) => wrong.length > 0));
}

/** What the check finds in a file of this text. */
function planted(check: Check, file: string, text: string): readonly string[] {
  return check(repository.with(file, text), file);
}

describe('the documents', () => {
  it('are those that a newcomer, a user and an outsider look for', () => {
    const all = ['ARCHITECTURE.md', 'CHANGELOG.md', 'CONTRIBUTING.md', 'README.md', 'SECURITY.md', 'docs/decisions/README.md'];
    expect(repository.documents()).toEqual(expect.arrayContaining([...all, 'shared/format/FORMAT.md', 'shared/log/FORMAT.md']));
  });

  it('have links that lead somewhere', () => {
    expect(wrongIn(wrongLinks, repository.documents())).toEqual({});
  });

  it('name files and folders that are there', () => {
    expect(wrongIn(wrongPaths, repository.documents())).toEqual({});
  });

  it('name commands that can be run', () => {
    expect(wrongIn(wrongCommands, repository.documents())).toEqual({});
  });

  it('list every decision', () => {
    const records = [...repository.paths].filter((path) => /^docs\/decisions\/\d{4}-/.test(path)).sort();
    const listed = [...repository.text('docs/decisions/README.md').matchAll(/\((\d{4}-[a-z-]+\.md)\)/g)].map(([, name]) => name);
    expect(listed.map((name) => `docs/decisions/${name}`)).toEqual(records);
  });

  it('list every threat that is tried', () => {
    const listed = [...repository.text('docs/threats.md').matchAll(/^- \*\*(T\d+)\*\* /gm)].map(([, number]) => number);
    expect(listed).toEqual(Object.keys(THREATS));
  });
});

describe('what is cited', () => {
  it('by a document is there', () => {
    expect(wrongIn(wrongCitations, repository.documents())).toEqual({});
  });

  it('by a comment or the title of a test is there', () => {
    const others = repository.sources().filter((path) => path !== 'test/build/documents.test.ts');
    expect(others.length).toBeGreaterThan(900);
    expect(wrongIn(wrongCitations, others)).toEqual({});
  });
});

describe('a check', () => {
  it.each<[string, string, readonly string[]]>([
    ['a file that is not there', 'See [it](nowhere.md).', ['nowhere.md']],
    ['a heading that is not there', 'See [it](threats.md#none).', ['threats.md#none']],
    ['a heading of its own that is not there', '# One\n[two](#two)', ['#two']],
    ['nothing wrong', '# One two!\n[a](#one-two), [b](../README.md#what-it-is), [c](../test), [d](https://example.org/x.md)', []],
    ['nothing in a block of code', '```\n[it](nowhere.md)\n```', []],
  ])('of links finds %s', (_, text, wrong) => {
    expect(planted(wrongLinks, 'docs/planted.md', text)).toEqual(wrong);
  });

  it.each<[string, string, readonly string[]]>([
    ['a file that is not there', '`core/desk/no-desk.ts`', ['core/desk/no-desk.ts']],
    ['a folder that is not there', '`core/nothing` and `core/nothing/`', ['core/nothing', 'core/nothing/']],
    ['a pattern that fits nothing', '`build/rooms/*-columns.ts`', ['build/rooms/*-columns.ts']],
    ['a name that no file has', '`no-such-name.ts`', ['no-such-name.ts']],
    [
      'nothing wrong',
      '`core/desk`, `core/desk/desk.ts`, `build/rooms/*-rows.ts`, `action.ts`, `dist/verifier.html`, `a/b`, `desk.open`',
      [],
    ],
  ])('of paths finds %s', (_, text, wrong) => {
    expect(planted(wrongPaths, 'docs/planted.md', text)).toEqual(wrong);
  });

  it.each<[string, string, readonly string[]]>([
    ['a script that is not there', '`npm run dance`', ['npm run dance']],
    ['a command that halligan does not have', '`npx halligan recover FILE`', ['npx halligan recover']],
    ['a command that the collector does not have', '`npx halligan-collector dance`', ['halligan-collector dance']],
    ['nothing wrong', '`npm test`, `npm run rooms -- --explain X`, `npm run NAME`, `npx halligan verify X`, `halligan-collector code`', []],
  ])('of commands finds %s', (_, text, wrong) => {
    expect(planted(wrongCommands, 'docs/planted.md', text)).toEqual(wrong);
  });

  it.each<[string, string, readonly string[]]>([
    ['a document that is not there', '/** As DESIGN.md §3 has it. */', ['DESIGN.md', '§3']],
    ['a section that is not there', '/** FORMAT.md §7 and §99. */', ['§99']],
    ['a section of no document', '// see §3', ['§3']],
    ['a decision that is not there', '/** docs/decisions/9999 */', ['docs/decisions/9999']],
    ['numbers that no list has', '// I11, L0, T27 and G99', ['I11', 'L0', 'T27', 'G99']],
    ['a number in a title', "it('L99: does', () => {});", ['L99']],
    ['an invariant without its letter', '/** Invariant 7. */', ['Invariant 7']],
    ['nothing wrong', "/** FORMAT.md §9 and §12, RFC 6962 §2.1.1 and §2.1.2; I1, L6. */\nconst url = 'https://T99.example/§99';", []],
  ])('of citations finds %s', (_, text, wrong) => {
    expect(planted(wrongCitations, 'shared/log/planted.ts', text)).toEqual(wrong);
  });
});
