import { posix } from 'node:path';
import { headings, prose } from './markdown.ts';
import type { Repository } from './repository.ts';

/** Sections of what others wrote. */
const OTHERS = /\b(?:RFC \d+|WebAuthn L\d)(?: ?(?:,|and|to)? ?§[\d.]*\d)+/g;
const STEP = /(?:[\w‹›.-]+\/)*[\w-]+\.md\b|§(\d+)/g;
const DECISION = /docs\/decisions\/(\d{4})\b/g;
const NUMBERED = /\b([ILTG])(\d{1,2})\b/g;
const ADDRESS = /https?:\/\/\S+/g;
/** What a link leads to stands for the whole of it. */
const LINK = /\[[^\]\n]*\]\(([^)\s#]*)[^)\s]*\)/g;
const COMMENT = /\/\*[\s\S]*?\*\/|(?<![:\w'"`])\/\/.*$/gm;
const TITLE = /\b(?:it|test|describe)(?:\.\w+\([^)]*\))?\(\s*[`'"]((?:[ILTG]\d+(?:, )?)+):/g;
/** Where the list of each letter is: items that begin with its number in bold. */
const LISTS: Readonly<Record<string, string>> = { I: 'ARCHITECTURE.md', L: 'ARCHITECTURE.md', T: 'docs/threats.md', G: 'docs/goals.md' };

/** What a file cites by number or by the name of a document, and what is not there. Of code, comments and the titles of tests. */
export function wrongCitations(repository: Repository, file: string): string[] {
  const text = repository.text(file);
  const document = file.endsWith('.md');
  const said = document
    ? prose(text).replace(LINK, '$1')
    : [...text.matchAll(COMMENT), ...text.matchAll(TITLE)].map(([found]) => found).join('\n');
  const wrong = said.split('\n').flatMap((line) => wrongSections(repository, file, line.replace(ADDRESS, '').replace(OTHERS, '')));
  for (const [whole, number] of said.matchAll(DECISION)) {
    if (![...repository.paths].some((path) => path.startsWith(`docs/decisions/${number}-`))) wrong.push(whole);
  }
  for (const [whole, letter = '', number] of said.matchAll(NUMBERED)) {
    if (!repository.text(LISTS[letter] ?? '').includes(`\n- **${letter}${number}** `)) wrong.push(whole);
  }
  for (const [whole] of said.matchAll(/\binvariants? \d+/gi)) wrong.push(whole);
  return wrong;
}

/** Documents that a line names, and the sections of each: a section belongs to the last document named before it, or to its own. */
function wrongSections(repository: Repository, file: string, line: string): string[] {
  const wrong: string[] = [];
  let document: string | null = file.endsWith('.md') ? file : null;
  for (const [whole, section] of line.matchAll(STEP)) {
    if (section === undefined) {
      document = documentNamed(repository, file, whole);
      if (document === null && !isSomewhere(repository, whole)) wrong.push(whole);
    } else if (document === null || !headings(repository.text(document)).some((title) => title.startsWith(`${section}. `))) {
      wrong.push(whole);
    }
  }
  return wrong;
}

/** A name alone is of the nearest folder that has it, from the citing file upwards; a test is where its code is as well. */
function documentNamed(repository: Repository, file: string, name: string): string | null {
  for (let folder = posix.dirname(file); ; folder = posix.dirname(folder)) {
    const found = [folder, folder.replace(/^test\//, '')].map((one) => posix.join(one, name)).find((path) => repository.paths.has(path));
    if (found !== undefined) return found;
    if (folder === '.') return null;
  }
}

/** Several rooms have one of this name: it is a kind of document, and no one's section can be meant. */
function isSomewhere(repository: Repository, name: string): boolean {
  return !name.includes('/') && [...repository.paths].some((path) => posix.basename(path) === name);
}
