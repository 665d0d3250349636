import { parseSync } from 'vite';
import { identifierName, isNode, nodeIn, nodesIn, type SyntaxNode } from '../../../build/rooms/syntax-node.ts';

/** The declarations that a module exports without a doc comment directly above. Names that it only passes on are left out. */
export function undocumentedExports(file: string, text: string): string[] {
  return statementsOf(file, text).flatMap((statement) => {
    const declaration = statement.type === 'ExportNamedDeclaration' ? nodeIn(statement, 'declaration') : null;
    return declaration === null || isDocumented(text, statement.start) ? [] : namesOf(declaration);
  });
}

/**
 * The members of an exported table without a doc comment directly above: the properties of an object, or of an interface.
 * Throws when there is no such table, or an empty one.
 */
export function undocumentedMembers(file: string, text: string, table: string): string[] {
  const members = statementsOf(file, text).flatMap((statement) => {
    const declaration = nodeIn(statement, 'declaration');
    if (declaration === null || !namesOf(declaration).includes(table)) return [];
    return declaration.type === 'TSInterfaceDeclaration'
      ? nodesIn(nodeIn(declaration, 'body'), 'body')
      : nodesIn(objectIn(nodesIn(declaration, 'declarations')[0] ?? null), 'properties');
  });
  if (members.length === 0) throw new Error(`${file} has no table ${table}`);
  // What is spread in is a table of its own, which is looked at where it is written.
  return members
    .filter(({ type, start }) => type !== 'SpreadElement' && !isDocumented(text, start))
    .map((member) => keyOf(nodeIn(member, 'key')));
}

function statementsOf(file: string, text: string): readonly SyntaxNode[] {
  const { program, errors } = parseSync(file, text);
  if (errors[0] !== undefined) throw new Error(`${file} does not parse: ${errors[0].message}`);
  const root: unknown = program;
  return isNode(root) ? nodesIn(root, 'body') : [];
}

/** The object that a table is initialised with, inside of `as const` and the like. */
function objectIn(declarator: SyntaxNode | null): SyntaxNode | null {
  let value = nodeIn(declarator, 'init');
  while (value !== null && value.type !== 'ObjectExpression') value = nodeIn(value, 'expression');
  return value;
}

function isDocumented(text: string, start: number): boolean {
  const before = text.slice(0, start).trimEnd();
  return before.endsWith('*/') && before.slice(before.lastIndexOf('/*')).startsWith('/**');
}

function namesOf(declaration: SyntaxNode): string[] {
  const named = declaration.type === 'VariableDeclaration' ? nodesIn(declaration, 'declarations') : [declaration];
  return named.map((one) => identifierName(nodeIn(one, 'id')) ?? '(several)');
}

function keyOf(key: SyntaxNode | null): string {
  return identifierName(key) ?? String(key?.['value']);
}
