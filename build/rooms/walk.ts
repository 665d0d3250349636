import { isNode, isWrapper, type SyntaxNode } from './syntax-node.ts';

/** Where a node stands: the field of its parent that holds it, all that it lies in (the root first), and whether it is ever run. */
export interface NodePlace {
  readonly field: string;
  /** Changes while the walk goes on: copy what is kept. */
  readonly ancestors: readonly SyntaxNode[];
  readonly in: 'code' | 'types';
}

/** Nodes whose names begin with TS and which leave something to run when the types are taken out. */
const TYPED_CODE = new Set([
  'TSEnumDeclaration',
  'TSEnumBody',
  'TSEnumMember',
  'TSModuleDeclaration',
  'TSModuleBlock',
  'TSExportAssignment',
  'TSParameterProperty',
  'TSImportEqualsDeclaration',
  'TSExternalModuleReference',
]);

function isTypes(node: SyntaxNode): boolean {
  return (
    node['declare'] === true ||
    (node.type.startsWith('TS') && !node.type.startsWith('TSAbstract') && !isWrapper(node) && !TYPED_CODE.has(node.type))
  );
}

/** Visits every node below and including `root`, parents first. What is only declared (`declare const`) counts as types. */
export function walk(root: SyntaxNode, visit: (node: SyntaxNode, place: NodePlace) => void): void {
  const ancestors: SyntaxNode[] = [];
  const enter = (node: SyntaxNode, field: string, outside: NodePlace['in']): void => {
    const kind = outside === 'types' || isTypes(node) ? 'types' : 'code';
    visit(node, { field, ancestors, in: kind });
    ancestors.push(node);
    for (const name in node) {
      const value = node[name];
      if (Array.isArray(value)) {
        for (const one of value) if (isNode(one)) enter(one, name, kind);
      } else if (isNode(value)) enter(value, name, kind);
    }
    ancestors.pop();
  };
  enter(root, '', 'code');
}
