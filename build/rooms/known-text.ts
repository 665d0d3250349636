import { identifierName, nodeIn, nodesIn, type SyntaxNode, unwrapped } from './syntax-node.ts';

/** The text that an expression always has: literals, templates and sums of them. Null when it depends on anything else. */
export function knownText(node: SyntaxNode | null): string | null {
  const inner = unwrapped(node);
  if (inner === null) return null;
  if (inner.type === 'Literal') return typeof inner['value'] === 'string' ? inner['value'] : null;
  if (inner.type === 'TemplateLiteral') return templateText(inner);
  if (inner.type !== 'BinaryExpression' || inner['operator'] !== '+') return null;
  const left = knownText(nodeIn(inner, 'left'));
  const right = knownText(nodeIn(inner, 'right'));
  return left === null || right === null ? null : left + right;
}

function templateText(template: SyntaxNode): string | null {
  const expressions = nodesIn(template, 'expressions').map(knownText);
  const pieces = nodesIn(template, 'quasis').map((quasi) => {
    const value = quasi['value'];
    const cooked = typeof value === 'object' && value !== null && 'cooked' in value ? value.cooked : null;
    return typeof cooked === 'string' ? cooked : null;
  });
  const parts = pieces.flatMap((piece, place) => (place < expressions.length ? [piece, expressions[place] ?? null] : [piece]));
  return parts.includes(null) ? null : parts.join('');
}

/** The name in `object.name` and `object['name']`, or of a key in braces. Null when it is made at run time. */
export function memberName(node: SyntaxNode): string | null {
  const field = node.type === 'MemberExpression' ? 'property' : 'key';
  const name = nodeIn(node, field);
  return node['computed'] === true ? knownText(name) : (identifierName(name) ?? knownText(name));
}
