import { type GlobalUse, unseen } from './global-use.ts';
import { memberName } from './known-text.ts';
import { isOnlyCompared, surroundingsOf } from './surroundings.ts';
import { identifierName, nodeIn, nodesIn, type SyntaxNode } from './syntax-node.ts';
import { workerModule } from './worker-module.ts';

/** Node's modules that can load or run code unseen, and what may be imported of them by name; an empty list is nothing at all. */
const LOADERS = new Map<string, readonly string[]>([
  ['node:module', ['builtinModules', 'createRequire', 'isBuiltin']],
  ['node:worker_threads', ['Worker', 'isMainThread', 'parentPort', 'threadId', 'workerData', 'MessageChannel', 'MessagePort']],
]);
for (const name of ['process', 'vm', 'repl', 'cluster', 'inspector', 'inspector/promises', 'wasi', 'sea', 'test'])
  LOADERS.set(`node:${name}`, []);

/** True for a module of Node that can load others. */
export function isLoader(source: string): boolean {
  return LOADERS.has(source);
}

/** Why an `import` takes too much of a module that can load others; empty for every other import. */
export function usesOfLoader(declaration: SyntaxNode): GlobalUse[] {
  const source = String(nodeIn(declaration, 'source')?.['value']);
  const allowed = LOADERS.get(source);
  if (allowed === undefined || declaration['importKind'] === 'type') return [];
  const specifiers = nodesIn(declaration, 'specifiers').filter((one) => one['importKind'] !== 'type');
  const names = specifiers.map((one) => identifierName(nodeIn(one, 'imported')) ?? 'all of it');
  return names.filter((name) => !allowed.includes(name)).map((name) => refusedLoader(source, name));
}

/** As `usesOfLoader`, for `import()` and the like, which take all of the module. */
export function usesOfWholeLoader(source: string): GlobalUse[] {
  return LOADERS.has(source) ? [refusedLoader(source, 'all of it')] : [];
}

/** What the use of an imported name amounts to, for the few with which code can be loaded. */
export function usesOfImport(
  { source, imported }: { readonly source: string; readonly imported: string },
  node: SyntaxNode,
  ancestors: readonly SyntaxNode[],
): GlobalUse[] {
  const parent = ancestors.at(-1) ?? null;
  if (source === 'node:worker_threads' && imported === 'Worker') {
    const outer = surroundingsOf(node, ancestors);
    return isOnlyCompared(outer) ? [] : [workerModule('Worker', outer.node, outer.parent)];
  }
  if (source !== 'node:module' || imported !== 'createRequire') return [];
  const asks = parent?.type === 'CallExpression' && parent['callee'] === node ? (ancestors.at(-2) ?? null) : null;
  const called = ancestors.at(-3) ?? null;
  const resolves = asks?.type === 'MemberExpression' && asks['object'] === parent && memberName(asks) === 'resolve';
  if (resolves && called?.type === 'CallExpression' && called['callee'] === asks) return [];
  return [unseen(imported, 'uses createRequire for more than createRequire(import.meta.url).resolve(…): write an import.')];
}

function refusedLoader(source: string, name: string): GlobalUse {
  const allowed = LOADERS.get(source) ?? [];
  const instead = allowed.length === 0 ? 'nothing of it may be imported' : `import by name, and only ${allowed.join(', ')}`;
  const also = source === 'node:process' ? ' (write process)' : '';
  return unseen(source, `takes ${name} from ${source}, with which code can be loaded unseen: ${instead}${also}.`);
}
