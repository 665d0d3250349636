/** What is read of any node of a syntax tree; the parser's own union has some two hundred members. */
export interface SyntaxNode {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [field: string]: unknown;
}

export function isNode(value: unknown): value is SyntaxNode {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string' && 'start' in value;
}

/** The node in that field; null when there is none. */
export function nodeIn(node: SyntaxNode | null, field: string): SyntaxNode | null {
  const value = node?.[field];
  return isNode(value) ? value : null;
}

/** The nodes of a field that holds a list; holes and other values are left out. */
export function nodesIn(node: SyntaxNode | null, field: string): readonly SyntaxNode[] {
  const value = node?.[field];
  return Array.isArray(value) ? value.filter(isNode) : [];
}

/** The name of an identifier (of JSX too), or null for every other node. */
export function identifierName(node: SyntaxNode | null): string | null {
  return (node?.type === 'Identifier' || node?.type === 'JSXIdentifier') && typeof node['name'] === 'string' ? node['name'] : null;
}

const WRAPPERS = new Set([
  'TSAsExpression',
  'TSSatisfiesExpression',
  'TSNonNullExpression',
  'TSTypeAssertion',
  'TSInstantiationExpression',
  'ChainExpression',
  'ParenthesizedExpression',
]);

/** True for what changes only the type of the expression inside it: casts, `!`, brackets, the frame of `?.`. */
export function isWrapper(node: SyntaxNode): boolean {
  return WRAPPERS.has(node.type);
}

/** The expression inside casts and brackets. */
export function unwrapped(node: SyntaxNode | null): SyntaxNode | null {
  let inner = node;
  while (inner !== null && isWrapper(inner)) inner = nodeIn(inner, 'expression');
  return inner;
}
