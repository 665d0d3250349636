import { parseSync, Visitor } from 'vite';

/** One import as written in a file. `specifier` is null where the name is made at run time. */
export interface ImportSite {
  readonly specifier: string | null;
  readonly kind: 'value' | 'type';
  readonly line: number;
}

/** A use of a member of a global object, such as `navigator.credentials`. */
export interface GlobalUse {
  readonly member: string;
  readonly line: number;
}

export interface FileImports {
  readonly imports: readonly ImportSite[];
  readonly globals: readonly GlobalUse[];
}

/** What is read of any node of the tree; the parser's own union has some two hundred members. */
type Named = { readonly type: string; readonly name?: unknown; readonly value?: unknown };

const literal = (node: Named): string | null => (node.type === 'Literal' && typeof node.value === 'string' ? node.value : null);

/**
 * Every way in which a TypeScript or JavaScript file names another: `import`, `export … from`, `import()`, `import type`,
 * the type `import('…')`, `import x = require()`, `require()`, `require.resolve()` and `new URL('…', import.meta.url)`, of a text too
 * that is put into the bundle (`.sql`, `.py`).
 * `import { type A }` counts as a value: under `verbatimModuleSyntax` the module is still loaded.
 * `watched` are the global members (`object.property`) whose uses are told too, optional chaining and `['property']` included.
 * Throws an Error with file and place when the text does not parse: what cannot be read cannot be vouched for.
 */
export function importsOf(file: string, text: string, watched: readonly string[]): FileImports {
  const { program, errors } = parseSync(file, text);
  if (errors[0] !== undefined) throw new Error(`${file} does not parse: ${errors[0].message}`);
  const imports: ImportSite[] = [];
  const globals: GlobalUse[] = [];
  const line = (offset: number): number => text.slice(0, offset).split('\n').length;
  const add = (node: { start: number }, specifier: string | null, kind: ImportSite['kind']): void => {
    imports.push({ specifier, kind, line: line(node.start) });
  };

  new Visitor({
    ImportDeclaration(node) {
      add(node, node.source.value, node.importKind === 'type' ? 'type' : 'value');
    },
    ExportNamedDeclaration(node) {
      if (node.source !== null) add(node, node.source.value, node.exportKind === 'type' ? 'type' : 'value');
    },
    ExportAllDeclaration(node) {
      add(node, node.source.value, node.exportKind === 'type' ? 'type' : 'value');
    },
    ImportExpression(node) {
      add(node, literal(node.source), 'value');
    },
    TSImportType(node) {
      add(node, node.source.value, 'type');
    },
    TSExternalModuleReference(node) {
      add(node, node.expression.value, 'value');
    },
    CallExpression(node) {
      const { callee } = node;
      const required = callee.type === 'Identifier' && callee.name === 'require';
      const resolved = callee.type === 'MemberExpression' && callee.object.type === 'Identifier' && callee.object.name === 'require';
      const first = node.arguments[0];
      if ((required || resolved) && first !== undefined) add(node, literal(first), 'value');
    },
    NewExpression(node) {
      const [first, second] = node.arguments;
      const made = node.callee.type === 'Identifier' && node.callee.name === 'URL' && first !== undefined && second !== undefined;
      const name = made ? literal(first) : null;
      if (name !== null && text.slice(second?.start, second?.end) === 'import.meta.url' && /\.([cm]?[jt]sx?|sql|py)$/.test(name))
        add(node, name, 'value');
    },
    VariableDeclarator({ id, init, start }) {
      if (id.type !== 'ObjectPattern' || init?.type !== 'Identifier') return;
      for (const property of id.properties) {
        const member = property.type === 'Property' ? `${init.name}.${nameOf(property.key)}` : '';
        if (watched.includes(member)) globals.push({ member, line: line(start) });
      }
    },
    MemberExpression(node) {
      const property = node.property.type === 'Identifier' && !node.computed ? node.property.name : literal(node.property);
      const { object } = node;
      const owner = object.type === 'Identifier' ? object.name : object.type === 'MemberExpression' ? nameOf(object.property) : null;
      const member = `${owner}.${property}`;
      if (watched.includes(member)) globals.push({ member, line: line(node.start) });
    },
  }).visit(program);
  return { imports, globals };
}

const nameOf = (node: Named): string | null => (node.type === 'Identifier' && typeof node.name === 'string' ? node.name : literal(node));
