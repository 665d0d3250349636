import { parseSync } from 'vite';
import { type GlobalUse, unseen } from './global-use.ts';
import { type ImportSite, importAt, importsInComments } from './imports-of.ts';
import { reExportsAt } from './re-exports.ts';
import { referredName } from './references.ts';
import { type Binding, bindingOf, type Scopes, scopesOf } from './scopes.ts';
import { identifierName, isNode, nodeIn, nodesIn, type SyntaxNode } from './syntax-node.ts';
import { isWatched, usesOf } from './uses-of-global.ts';
import { isLoader, usesOfImport, usesOfLoader, usesOfWholeLoader } from './uses-of-import.ts';
import { usesOfImportMeta, usesOfMember, usesOfNameAsText, usesOfScriptElement } from './uses-of-member.ts';
import { walk } from './walk.ts';

/** What the check knows of one file. Lines begin at 1. */
export interface ModuleFacts {
  readonly imports: readonly (ImportSite & { readonly line: number })[];
  readonly uses: readonly (GlobalUse & { readonly line: number })[];
  readonly reExports: readonly { readonly name: string; readonly line: number }[];
}

const RESERVED = new Set(['process', 'globalThis', 'eval', 'Function']);
const COMMENT_COMMANDS = /^\/\s*<(?:reference|amd-)|@jsx(?:ImportSource|Runtime|Frag)?\b/;

/**
 * Reads a TypeScript or JavaScript file. `owners` are the globals of which some members are watched. Uses and re-exports are left out
 * where `depth` is `imports`.
 * Throws an Error with file and place when the text does not parse: what cannot be read cannot be vouched for.
 */
export function readModule(file: string, text: string, owners: ReadonlySet<string>, depth: 'imports' | 'everything'): ModuleFacts {
  const { program, comments, errors } = parseSync(file, text, { preserveParens: false });
  if (errors[0] !== undefined) throw new Error(`${file} does not parse: ${errors[0].message}`);
  const imports: (ImportSite & { line: number })[] = [];
  const uses: (GlobalUse & { line: number })[] = [];
  const reExports: { name: string; line: number }[] = [];
  const lineAt = lineFinder(text);
  const root: unknown = program;
  if (!isNode(root)) throw new Error(`${file} does not parse: it has no syntax tree`);
  let scopes: Scopes | null = null; // made for the few files that need them
  const importedHere = importedNames(root, () => true);
  const loadersHere = importedNames(root, (_, source) => isLoader(source));
  const wholeHere = importedNames(root, ({ type }) => type === 'ImportNamespaceSpecifier');
  const addImport = (node: SyntaxNode, site: ImportSite): void => {
    imports.push({ ...site, line: lineAt(node.start) });
  };
  const addUses = (node: SyntaxNode, found: readonly GlobalUse[]): void => {
    for (const use of found) uses.push({ ...use, line: lineAt(node.start) });
  };

  walk(root, (node, place) => {
    const site = importAt(node);
    if (site !== null) addImport(node, site);
    if (depth === 'imports') return;
    for (const name of reExportsAt(node, importedHere, wholeHere)) reExports.push({ name, line: lineAt(node.start) });
    if (place.in === 'types') return;
    const { ancestors } = place;
    const parent = ancestors.at(-1) ?? null;
    if (node.type === 'ImportDeclaration') addUses(node, usesOfLoader(node));
    else if (site?.kind === 'value') addUses(node, usesOfWholeLoader(site.specifier ?? ''));
    addUses(node, usesOfImportMeta(node, parent));
    addUses(node, usesOfMember(node, ancestors, owners));
    addUses(node, usesOfScriptElement(node));
    addUses(node, usesOfNameAsText(node, parent, owners));
    const name = referredName(node, place);
    if (name === null || !(isWatched(name, owners) || name === 'URL' || loadersHere.has(name))) return;
    scopes ??= scopesOf(root);
    const binding = bindingOf(name, node, ancestors, scopes);
    if (binding === null) addUses(node, usesOf(name, node, ancestors, owners));
    else if (isReserved(name, binding, owners)) addUses(node, [unseen(name, `has its own ${name}: give it another name.`)]);
    else if (binding.kind === 'import') addUses(node, usesOfImport(binding, node, ancestors));
  });
  for (const comment of comments) {
    if (/\.[cm]?jsx?$/.test(file)) {
      for (const site of importsInComments(comment.value)) imports.push({ ...site, line: lineAt(comment.start) });
    }
    if (COMMENT_COMMANDS.test(comment.value))
      uses.push({ ...unseen('comment', 'commands the compiler by a comment: write an import.'), line: lineAt(comment.start) });
  }
  for (const use of uses) {
    if (use.kind !== 'worker' || imports.some(({ specifier, line }) => specifier === use.specifier && line === use.line)) continue;
    imports.push({ specifier: use.specifier, kind: 'value', line: use.line });
  }
  return { imports, uses, reExports };
}

/** The names that import statements give by specifiers and sources of that kind, types included. */
function importedNames(program: SyntaxNode, isOfKind: (specifier: SyntaxNode, source: string) => boolean): ReadonlySet<string> {
  const names = nodesIn(program, 'body')
    .filter(({ type }) => type === 'ImportDeclaration')
    .flatMap((one) =>
      nodesIn(one, 'specifiers')
        .filter((specifier) => isOfKind(specifier, String(nodeIn(one, 'source')?.['value'])))
        .map((specifier) => identifierName(nodeIn(specifier, 'local'))),
    );
  return new Set(names.filter((name) => name !== null));
}

/** True for a name that must mean the global wherever it stands, and here means something else. */
function isReserved(name: string, binding: Binding, owners: ReadonlySet<string>): boolean {
  if (name === 'URL') return binding.kind === 'own' || binding.source !== 'node:url';
  return RESERVED.has(name) || owners.has(name);
}

function lineFinder(text: string): (offset: number) => number {
  const starts: number[] = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return (offset) => {
    let [low, high] = [0, starts.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle + 1;
      else high = middle;
    }
    return low;
  };
}
