import { type GlobalUse, unseen } from './global-use.ts';
import { knownText, memberName } from './known-text.ts';
import { identifierName, nodeIn, nodesIn, type SyntaxNode } from './syntax-node.ts';

/** What `node`, a name of a kind of worker, is used for: only `new Worker(new URL('./FILE', import.meta.url))` can be followed. */
export function workerModule(name: string, node: SyntaxNode, parent: SyntaxNode | null): GlobalUse {
  const isMade = parent?.type === 'NewExpression' && parent['callee'] === node;
  const specifier = isMade ? besideThisFile(nodesIn(parent, 'arguments')[0] ?? null) : null;
  if (specifier !== null) return { kind: 'worker', specifier };
  return unseen(name, `uses ${name} in a way that hides which file it runs: write new ${name}(new URL('./FILE', import.meta.url)).`);
}

/** The text of `new URL('…', import.meta.url)`, or null for anything else. */
export function besideThisFile(node: SyntaxNode | null): string | null {
  if (node?.type !== 'NewExpression' || identifierName(nodeIn(node, 'callee')) !== 'URL') return null;
  const [first, second] = nodesIn(node, 'arguments');
  const isHere = second?.type === 'MemberExpression' && nodeIn(second, 'object')?.type === 'MetaProperty' && memberName(second) === 'url';
  return isHere ? knownText(first ?? null) : null;
}
