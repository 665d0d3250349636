import { identifierName, nodeIn, nodesIn, type SyntaxNode, unwrapped } from './syntax-node.ts';

/** A number or text that another one defines (`export const TILE_WIDTH = PACKAGE_ENTRIES`). */
const CONSTANT = /^[A-Z][A-Z0-9_]*$/;

/** The names that this statement exports though another file made them; `isImported` tells of a name what it is here. */
export function reExportsAt(node: SyntaxNode, isImported: (name: string) => boolean): string[] {
  if (node.type === 'ExportAllDeclaration') return ['everything'];
  if (node.type === 'ExportDefaultDeclaration') return importedName(nodeIn(node, 'declaration'), isImported);
  if (node.type !== 'ExportNamedDeclaration') return [];
  const specifiers = nodesIn(node, 'specifiers').map((one) => nodeIn(one, 'local'));
  if (nodeIn(node, 'source') !== null) return specifiers.map((one) => identifierName(one) ?? 'everything');
  const renamed = nodesIn(nodeIn(node, 'declaration'), 'declarations')
    .filter((one) => !CONSTANT.test(identifierName(nodeIn(one, 'id')) ?? ''))
    .map((one) => nodeIn(one, 'init'));
  return [...specifiers, ...renamed].flatMap((one) => importedName(one, isImported));
}

function importedName(node: SyntaxNode | null, isImported: (name: string) => boolean): string[] {
  const name = identifierName(unwrapped(node));
  return name !== null && isImported(name) ? [name] : [];
}
