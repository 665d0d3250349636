import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync } from 'vite';
import { sourceFiles } from '../../build/rooms/source-files.ts';

export const PROJECT = join(import.meta.dirname, '../..');

/** What is looked for. Two acts have had the name of an error code. */
export type Kind = 'code' | 'act';

/** Any node of the tree: what its children are depends on its type. */
type Node = { readonly type: string } & Readonly<Record<string, unknown>>;

/** Methods that ask whether a string is there. */
const ASKS = new Set(['has', 'includes', 'indexOf', 'startsWith', 'endsWith']);

/**
 * The strings that a source file hands on: as an argument, a value, a result. A string that is only compared, looked up, a
 * type or the key of an object is not among them; for an act, neither is the code of an error. Throws an Error when the text
 * does not parse.
 */
export function givenStrings(file: string, text: string, kind: Kind): ReadonlySet<string> {
  const { program, errors } = parseSync(file, text);
  if (errors[0] !== undefined) throw new Error(`${file} does not parse: ${errors[0].message}`);
  const given = new Set<string>();
  walk(program as unknown as Node, kind, given); // the parser's union of some two hundred nodes, read by `type` alone
  return given;
}

/** All strings that the sources under these folders hand on, with the files left out whose path `without` matches. */
export function givenUnder(folders: readonly string[], without: RegExp, kind: Kind): ReadonlySet<string> {
  const files = folders.flatMap((folder) => sourceFiles(join(PROJECT, folder)).modules.map((file) => `${folder}/${file}`));
  return new Set(
    files.filter((file) => !without.test(file)).flatMap((file) => [...givenStrings(file, readFileSync(join(PROJECT, file), 'utf8'), kind)]),
  );
}

function walk(node: Node, kind: Kind, given: Set<string>): void {
  if (node.type === 'Literal' && typeof node['value'] === 'string') given.add(node['value']);
  for (const [key, child] of Object.entries(node)) {
    if (isAsked(node, key) || (kind === 'act' && key === 'arguments' && nameOf(node['callee']) === 'AppError')) continue;
    for (const one of Array.isArray(child) ? child : [child]) if (isNode(one)) walk(one, kind, given);
  }
}

/** Whether the strings in this child of the node are only asked about. */
function isAsked(node: Node, key: string): boolean {
  switch (node.type) {
    case 'TSLiteralType':
    case 'ImportDeclaration':
      return true;
    case 'BinaryExpression':
      return ['==', '===', '!=', '!=='].includes(String(node['operator']));
    case 'SwitchCase':
      return key === 'test';
    case 'Property':
      return key === 'key';
    case 'NewExpression':
      return key === 'arguments' && nameOf(node['callee']) === 'Set';
    case 'CallExpression':
      return key === 'arguments' && (nameOf(node['callee']) === 'isAppError' || ASKS.has(nameOf(node['callee'])));
    default:
      return false;
  }
}

/** The name of a function, or of the method that is called. */
function nameOf(callee: unknown): string {
  if (!isNode(callee)) return '';
  return callee.type === 'MemberExpression' ? nameOf(callee['property']) : String(callee['name']);
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}
