import { isWrapper, type SyntaxNode } from './syntax-node.ts';

/** An expression with the casts and brackets around it, and what it stands in. */
export interface NodeSurroundings {
  readonly node: SyntaxNode;
  readonly parent: SyntaxNode | null;
  readonly ancestors: readonly SyntaxNode[];
}

export function surroundingsOf(node: SyntaxNode, ancestors: readonly SyntaxNode[]): NodeSurroundings {
  let place = ancestors.length;
  let outer = node;
  for (let around = ancestors[place - 1]; around !== undefined && isWrapper(around); around = ancestors[place - 1]) {
    outer = around;
    place -= 1;
  }
  return { node: outer, parent: ancestors[place - 1] ?? null, ancestors: ancestors.slice(0, place) };
}

const COMPARISONS = new Set(['===', '!==', '==', '!=', 'in']);

/** `typeof x`, and comparisons, which give away nothing but true or false, or the name of a type. */
export function isOnlyCompared({ node, parent }: NodeSurroundings): boolean {
  if (parent?.type === 'UnaryExpression') return parent['operator'] === 'typeof';
  if (parent?.type !== 'BinaryExpression') return false;
  // The left side of `instanceof` is given to the class, which may look into it.
  return COMPARISONS.has(String(parent['operator'])) || (parent['operator'] === 'instanceof' && parent['right'] === node);
}
