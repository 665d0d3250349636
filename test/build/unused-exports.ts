import { readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { parseSync } from 'vite';
import { sourceFiles } from '../../build/rooms/source-files.ts';

/** Any node of the tree: what its children are depends on its type. */
type Node = { readonly type: string } & Readonly<Record<string, unknown>>;

interface Source {
  /** Exported names, and whether each is a value or only a type. */
  readonly exported: ReadonlyMap<string, 'value' | 'type'>;
  /** `file name`, or `file *` where a whole module is taken. */
  readonly imported: readonly string[];
  /** How often each name stands in the file. */
  readonly names: ReadonlyMap<string, number>;
}

/**
 * Exports under `root` that lie in one of the folders and are for nobody, each as `file: name` in order:
 * a value that no other file imports, or that is imported by tests alone and not used in its own file either; a type that is
 * named nowhere but where it is made.
 */
export function unusedExports(root: string, folders: readonly string[]): readonly string[] {
  const sources = new Map(sourceFiles(root).modules.map((file) => [file, sourceOf(file, readFileSync(join(root, file), 'utf8'))]));
  const used = { product: new Set<string>(), test: new Set<string>() };
  for (const [file, { imported }] of sources) for (const name of imported) used[file.startsWith('test/') ? 'test' : 'product'].add(name);
  const has = (set: ReadonlySet<string>, file: string, name: string): boolean => set.has(`${file} ${name}`) || set.has(`${file} *`);
  return [...sources].flatMap(([file, { exported, names }]) => {
    if (!folders.includes(file.split('/')[0] ?? '')) return [];
    return [...exported].flatMap(([name, kind]) => {
      if (has(used.product, file, name)) return [];
      const inside = (names.get(name) ?? 0) > 1;
      const kept = inside && (kind === 'type' || has(used.test, file, name));
      return kept ? [] : [`${file}: ${name}`];
    });
  });
}

function sourceOf(file: string, text: string): Source {
  const { program, errors } = parseSync(file, text);
  if (errors[0] !== undefined) throw new Error(`${file} does not parse: ${errors[0].message}`);
  const exported = new Map<string, 'value' | 'type'>();
  const imported: string[] = [];
  const names = new Map<string, number>();
  const take = (source: unknown, taken: readonly string[]): void => {
    const specifier = isNode(source) ? source['value'] : null;
    if (typeof specifier !== 'string' || !specifier.startsWith('.')) return;
    const target = posix.join(posix.dirname(file), specifier.split('?')[0] ?? '');
    for (const name of taken) imported.push(`${target} ${name}`);
  };
  walk(program as unknown as Node, (node) => {
    if ((node.type === 'Identifier' || node.type === 'JSXIdentifier') && typeof node['name'] === 'string')
      names.set(node['name'], (names.get(node['name']) ?? 0) + 1);
    if (node.type === 'ImportDeclaration' || node.type === 'ExportNamedDeclaration') take(node['source'], specifiersOf(node));
    if (node.type === 'ExportAllDeclaration' || node.type === 'ImportExpression' || node.type === 'TSImportType')
      take(node['source'], ['*']);
    if (node.type === 'ExportNamedDeclaration' && isNode(node['declaration']))
      for (const [name, kind] of declared(node['declaration'])) exported.set(name, kind);
  });
  return { exported, imported, names };
}

/** What an import or a re-export takes from its module: names, or `*`. */
function specifiersOf(node: Node): readonly string[] {
  return nodesIn(node['specifiers']).flatMap((specifier) => {
    if (specifier.type === 'ImportNamespaceSpecifier') return ['*'];
    const name = specifier.type === 'ExportSpecifier' ? specifier['local'] : specifier['imported'];
    return isNode(name) && typeof name['name'] === 'string' ? [name['name']] : [];
  });
}

function declared(node: Node): readonly (readonly [string, 'value' | 'type'])[] {
  const kind = node.type === 'TSInterfaceDeclaration' || node.type === 'TSTypeAliasDeclaration' ? 'type' : 'value';
  const ids = node.type === 'VariableDeclaration' ? nodesIn(node['declarations']).map((one) => one['id']) : [node['id']];
  return ids.flatMap((id) => (isNode(id) && typeof id['name'] === 'string' ? [[id['name'], kind] as const] : []));
}

function walk(node: Node, visit: (node: Node) => void): void {
  visit(node);
  for (const child of Object.values(node)) for (const one of nodesIn(child)) walk(one, visit);
}

function nodesIn(value: unknown): readonly Node[] {
  return (Array.isArray(value) ? value : [value]).filter(isNode);
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}
