import { knownText } from './known-text.ts';
import { nodeIn, type SyntaxNode } from './syntax-node.ts';
import { besideThisFile } from './worker-module.ts';

/** One import as written in a file. `specifier` is null where the name is made at run time. */
export interface ImportSite {
  readonly specifier: string | null;
  readonly kind: 'value' | 'type';
}

/**
 * The import that this node is, if it is one: `import`, `export … from`, `import()`, `import type`, the type `import('…')`,
 * `import x = require()`, `declare module './…'` and `new URL('….ts', import.meta.url)`, also of a text that is
 * put into the bundle (`.sql`, `.py`).
 * `import { type A }` counts as a value: under `verbatimModuleSyntax` the module is still loaded.
 */
export function importAt(node: SyntaxNode): ImportSite | null {
  const from = nodeIn(node, 'source');
  switch (node.type) {
    case 'ImportDeclaration':
      return { specifier: knownText(from), kind: node['importKind'] === 'type' ? 'type' : 'value' };
    case 'ExportNamedDeclaration':
    case 'ExportAllDeclaration':
      return from === null ? null : { specifier: knownText(from), kind: node['exportKind'] === 'type' ? 'type' : 'value' };
    case 'ImportExpression':
      return { specifier: from?.type === 'Literal' || from?.type === 'TemplateLiteral' ? knownText(from) : null, kind: 'value' };
    case 'TSImportType':
      return { specifier: knownText(from), kind: 'type' };
    case 'TSExternalModuleReference':
      return { specifier: knownText(nodeIn(node, 'expression')), kind: 'value' };
    case 'TSModuleDeclaration': {
      const name = knownText(nodeIn(node, 'id'));
      return name?.startsWith('.') ? { specifier: name, kind: 'type' } : null;
    }
    case 'NewExpression': {
      const name = besideThisFile(node);
      return name !== null && /\.([cm]?[jt]sx?|sql|py)([?#].*)?$/.test(name) ? { specifier: name, kind: 'value' } : null;
    }
    default:
      return null;
  }
}

/** The modules that comments of a JavaScript file name for their types: `@typedef {import('./a.mjs').A}`. */
export function importsInComments(comment: string): ImportSite[] {
  return [...comment.matchAll(/(?:\bimport\(\s*|@import\b[^'"]*from\s+)['"]([^'"]+)['"]/g)].map(([, name]) => ({
    specifier: name ?? null,
    kind: 'type',
  }));
}
