import { type GlobalUse, unseen } from './global-use.ts';
import { knownText, memberName } from './known-text.ts';
import { identifierName, nodeIn, nodesIn, type SyntaxNode } from './syntax-node.ts';
import { usesOf } from './uses-of-global.ts';

/** Members that are a page's `window`, under whatever name the page or frame has. */
const WINDOWS = new Set(['defaultView', 'contentWindow']);
const RUNS_TEXT = new Set(['executeJavaScript', 'executeJavaScriptInIsolatedWorld']);
const NOT_AS_TEXT = new Set(['constructor', 'getBuiltinModule', 'createRequire', 'clientInformation', ...WINDOWS, ...RUNS_TEXT]);
const OF_IMPORT_META = new Set(['url', 'dirname', 'filename', 'main']);

/** What a member or a key that is taken apart amounts to by its name alone, whatever object it is taken from. */
export function usesOfMember(node: SyntaxNode, ancestors: readonly SyntaxNode[], owners: ReadonlySet<string>): GlobalUse[] {
  if (node.type === 'MemberExpression') return usesOfNamed(memberName(node), node, ancestors, owners);
  if (node.type === 'Property' && ancestors.at(-1)?.type === 'ObjectPattern') {
    const name = memberName(node);
    return usesOfNamed(name, node, ancestors, owners);
  }
  return [];
}

function usesOfNamed(name: string | null, node: SyntaxNode, ancestors: readonly SyntaxNode[], owners: ReadonlySet<string>): GlobalUse[] {
  if (name === null) return [];
  if (name === 'constructor') return [unseen(name, 'takes a constructor, which can run text as code: name the class.')];
  if (RUNS_TEXT.has(name)) return [unseen(name, `uses ${name}, which runs text as code: send a message.`)];
  if (WINDOWS.has(name)) return usesOf('window', node, ancestors, owners);
  return owners.has(name) || name === 'clientInformation' ? usesOf(name, node, ancestors, owners) : [];
}

/** `import.meta` may only stand before a member that loads nothing. */
export function usesOfImportMeta(node: SyntaxNode, parent: SyntaxNode | null): GlobalUse[] {
  if (node.type !== 'MetaProperty' || identifierName(nodeIn(node, 'meta')) !== 'import') return [];
  const member = parent?.type === 'MemberExpression' && parent['object'] === node ? memberName(parent) : null;
  if (member !== null && OF_IMPORT_META.has(member)) return [];
  return [unseen('import.meta', `uses import.meta for more than ${[...OF_IMPORT_META].join(', ')}: write an import.`)];
}

/** A script element that is made by hand loads what no import names. */
export function usesOfScriptElement(node: SyntaxNode): GlobalUse[] {
  const isTag = node.type === 'JSXOpeningElement' && identifierName(nodeIn(node, 'name')) === 'script';
  const callee = node.type === 'CallExpression' ? nodeIn(node, 'callee') : null;
  const makes = callee?.type === 'MemberExpression' && /^createElement(NS)?$/.test(memberName(callee) ?? '');
  const names = makes || identifierName(callee) === 'createElement' ? nodesIn(node, 'arguments').map(knownText) : [];
  return isTag || names.some((name) => name?.toLowerCase() === 'script')
    ? [unseen('script', 'makes a script element: write an import.')]
    : [];
}

/** A watched name as a text, with which it could be taken from anywhere (`Reflect.get(x, 'navigator')`). */
export function usesOfNameAsText(node: SyntaxNode, parent: SyntaxNode | null, owners: ReadonlySet<string>): GlobalUse[] {
  if ((node.type !== 'Literal' && node.type !== 'TemplateLiteral') || parent?.['source'] === node) return [];
  const text = knownText(node);
  const isListed = parent?.type === 'ArrayExpression' || parent?.type === 'BinaryExpression';
  if (text === null || !(owners.has(text) || (NOT_AS_TEXT.has(text) && !isListed))) return [];
  return [unseen(text, `names ${text} in a text, as if to take it unseen: write it as code.`)];
}
