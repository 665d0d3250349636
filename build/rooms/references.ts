import { identifierName, nodeIn, type SyntaxNode } from './syntax-node.ts';
import type { NodePlace } from './walk.ts';

/** Fields that hold an identifier which is only a label: it refers to no variable. */
const LABELS: Readonly<Record<string, readonly string[]>> = {
  MemberExpression: ['property'],
  Property: ['key'],
  MethodDefinition: ['key'],
  PropertyDefinition: ['key'],
  AccessorProperty: ['key'],
  TSEnumMember: ['id'],
};
const NEVER: Readonly<Record<string, readonly string[]>> = {
  LabeledStatement: ['label'],
  BreakStatement: ['label'],
  ContinueStatement: ['label'],
  MetaProperty: ['meta', 'property'],
  ExportSpecifier: ['exported'],
  ExportAllDeclaration: ['exported'],
  ImportSpecifier: ['imported', 'local'],
  ImportDefaultSpecifier: ['local'],
  ImportNamespaceSpecifier: ['local'],
  ImportAttribute: ['key'],
  JSXAttribute: ['name'],
  JSXNamespacedName: ['namespace', 'name'],
  JSXMemberExpression: ['property'],
};

/** The name of the variable or global that this node refers to when the file runs; null for every other node. */
export function referredName(node: SyntaxNode, { field, ancestors, in: kind }: NodePlace): string | null {
  const name = kind === 'code' ? identifierName(node) : null;
  const parent = ancestors.at(-1);
  if (name === null || parent === undefined) return name;
  if (NEVER[parent.type]?.includes(field)) return null;
  if (LABELS[parent.type]?.includes(field) && parent['computed'] !== true) return null;
  if (parent.type === 'ExportSpecifier' && nodeIn(ancestors.at(-2) ?? null, 'source') !== null) return null;
  const isTag = parent.type === 'JSXOpeningElement' || parent.type === 'JSXClosingElement';
  return isTag && /^[a-z]/.test(name) ? null : name;
}
