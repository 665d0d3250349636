import { identifierName, nodeIn, nodesIn, type SyntaxNode, unwrapped } from './syntax-node.ts';

/** A number or text that another one defines (`export const TILE_WIDTH = PACKAGE_ENTRIES`). */
const CONSTANT = /^[A-Z][A-Z0-9_]*$/;

/**
 * The names that this statement exports though another file made them. `imported` are the names that the file imports, `whole` those
 * of them that are all of a module (`import * as`).
 */
export function reExportsAt(node: SyntaxNode, imported: ReadonlySet<string>, whole: ReadonlySet<string>): string[] {
  if (node.type === 'ExportAllDeclaration') return ['everything'];
  const declaration = nodeIn(node, 'declaration');
  const given = (one: SyntaxNode | null): string[] => {
    const inner = unwrapped(one);
    const name = identifierName(inner?.type === 'MemberExpression' ? nodeIn(inner, 'object') : inner);
    return name !== null && (inner?.type === 'MemberExpression' ? whole : imported).has(name) ? [name] : [];
  };
  if (node.type === 'ExportDefaultDeclaration') return given(declaration);
  if (node.type !== 'ExportNamedDeclaration') return [];
  const specifiers = nodesIn(node, 'specifiers').map((one) => nodeIn(one, 'local'));
  if (nodeIn(node, 'source') !== null) return specifiers.map((one) => identifierName(one) ?? 'everything');
  const renamed = nodesIn(declaration, 'declarations')
    .filter((one) => !CONSTANT.test(identifierName(nodeIn(one, 'id')) ?? ''))
    .map((one) => nodeIn(one, 'init'));
  return [...specifiers, ...renamed, aliasedType(declaration)].flatMap(given);
}

/** The name in `type A = B`, where B has no arguments. */
function aliasedType(declaration: SyntaxNode | null): SyntaxNode | null {
  const type = declaration?.type === 'TSTypeAliasDeclaration' ? nodeIn(declaration, 'typeAnnotation') : null;
  return type?.type === 'TSTypeReference' && nodeIn(type, 'typeArguments') === null ? nodeIn(type, 'typeName') : null;
}
