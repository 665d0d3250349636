import { type GlobalUse, unseen } from './global-use.ts';
import { knownText, memberName } from './known-text.ts';
import { isOnlyCompared, type NodeSurroundings, surroundingsOf } from './surroundings.ts';
import { nodesIn, type SyntaxNode } from './syntax-node.ts';
import { workerModule } from './worker-module.ts';

const WHOLE = new Set(['globalThis', 'global', 'window', 'self', 'frames', 'parent', 'top', 'opener']);
const NODE_ONLY = new Set(['process', 'Buffer', 'global', 'setImmediate', 'clearImmediate', '__dirname', '__filename']);
const RUNS_TEXT = new Set(['eval', 'Function', 'importScripts', 'execScript']);
const LOADS = new Set(['require', 'module']);
const WORKERS = new Set(['Worker', 'SharedWorker']);
const TIMERS = new Set(['setTimeout', 'setInterval', 'setImmediate']);
/** Members through which Node loads a module that no import names, and other names of `navigator`. */
const NEVER = new Set([
  'process.getBuiltinModule',
  'process.binding',
  'process._linkedBinding',
  'process.dlopen',
  'process.mainModule',
  'navigator.serviceWorker',
]);

/** Names that a check of this file looks at; every other global is free to all. `owners` are the objects of the watched members. */
export function isWatched(name: string, owners: ReadonlySet<string>): boolean {
  return (
    WHOLE.has(name) ||
    NODE_ONLY.has(name) ||
    RUNS_TEXT.has(name) ||
    LOADS.has(name) ||
    WORKERS.has(name) ||
    TIMERS.has(name) ||
    owners.has(name) ||
    name === 'clientInformation'
  );
}

/**
 * What the use of the global `name` by `node` amounts to. An object whose members are watched may only stand before a member that is
 * written out, or be compared: once it has another name nobody can tell what is taken from it.
 */
export function usesOf(name: string, node: SyntaxNode, ancestors: readonly SyntaxNode[], owners: ReadonlySet<string>): GlobalUse[] {
  const outer = surroundingsOf(node, ancestors);
  if (isOnlyCompared(outer)) return NODE_ONLY.has(name) ? [{ kind: 'node', name }] : [];
  const found: GlobalUse[] = NODE_ONLY.has(name) ? [{ kind: 'node', name }] : [];
  if (RUNS_TEXT.has(name)) return [...found, unseen(name, `uses ${name}, which runs text as code: write the code.`)];
  if (LOADS.has(name)) return [...found, unseen(name, `uses ${name}, which loads modules unseen: write an import.`)];
  if (name === 'clientInformation') return [unseen(name, 'uses clientInformation: write navigator.')];
  if (WORKERS.has(name)) return [workerModule(name, outer.node, outer.parent)];
  if (TIMERS.has(name)) return [...found, ...textTimer(name, outer)];
  const isWhole = WHOLE.has(name);
  if (!isWhole && !owners.has(name) && name !== 'process') return found;
  if (outer.parent?.type !== 'MemberExpression' || outer.parent['object'] !== outer.node)
    return [
      ...found,
      unseen(name, `hands on ${name}, and what is then taken from it cannot be seen: write ${name}.NAME where it is used.`),
    ];
  const member = memberName(outer.parent);
  if (member === null) return [...found, unseen(name, `takes a member of ${name} by a name made at run time: write ${name}.NAME.`)];
  if (isWhole) return [...found, ...usesOf(member, outer.parent, outer.ancestors.slice(0, -1), owners)];
  const full = `${name}.${member}`;
  if (NEVER.has(full)) return [...found, unseen(full, `uses ${full}, which loads code unseen: write an import.`)];
  return [...found, { kind: 'member', member: full }];
}

function textTimer(name: string, { node, parent }: NodeSurroundings): GlobalUse[] {
  const first = parent?.type === 'CallExpression' && parent['callee'] === node ? (nodesIn(parent, 'arguments')[0] ?? null) : null;
  const isText = first?.type === 'TemplateLiteral' || first?.type === 'BinaryExpression' || knownText(first) !== null;
  return isText ? [unseen(name, `gives ${name} a text, which it runs as code: give it a function.`)] : [];
}
