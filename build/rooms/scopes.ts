import { identifierName, nodeIn, nodesIn, type SyntaxNode } from './syntax-node.ts';
import { walk } from './walk.ts';

/** Where a name comes from: made in this file, or imported. `imported` is `*` for a namespace and `default` for a default import. */
export type Binding = { readonly kind: 'own' } | { readonly kind: 'import'; readonly source: string; readonly imported: string };

/** The names that each node with a scope of its own binds. */
export type Scopes = ReadonlyMap<SyntaxNode, ReadonlyMap<string, Binding>>;

const FUNCTIONS = new Set(['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression']);
const CLASSES = new Set(['ClassDeclaration', 'ClassExpression']);
const BLOCKS = new Set([
  'Program',
  'BlockStatement',
  'StaticBlock',
  'TSModuleBlock',
  'ForStatement',
  'ForInStatement',
  'ForOfStatement',
  'SwitchStatement',
  'CatchClause',
]);
const OWN: Binding = { kind: 'own' };

/**
 * The scopes of a file, as a module has them. What exists for the types alone (`declare`, `import type`, overloads) binds nothing,
 * since the name means the global when the file runs.
 */
export function scopesOf(program: SyntaxNode): Scopes {
  const scopes = new Map<SyntaxNode, Map<string, Binding>>();
  const bind = (scope: SyntaxNode | undefined, name: string | null, binding: Binding): void => {
    if (scope === undefined || name === null) return;
    const names = scopes.get(scope) ?? new Map<string, Binding>();
    scopes.set(scope, names.set(name, binding));
  };

  walk(program, (node, { ancestors, in: kind }) => {
    if (kind === 'types') return;
    const around = ancestors.findLast((one) => BLOCKS.has(one.type));
    if (node.type === 'ImportDeclaration') {
      for (const [name, binding] of importedNames(node)) bind(program, name, binding);
    } else if (node.type === 'VariableDeclaration') {
      const scope = node['kind'] === 'var' ? functionAround(ancestors) : around;
      for (const one of nodesIn(node, 'declarations')) for (const name of patternNames(nodeIn(one, 'id'))) bind(scope, name, OWN);
    } else if (node.type === 'CatchClause') {
      for (const name of patternNames(nodeIn(node, 'param'))) bind(node, name, OWN);
    } else if (node.type === 'TSEnumDeclaration' || node.type === 'TSModuleDeclaration') {
      bind(around, identifierName(nodeIn(node, 'id')), OWN);
    } else if (FUNCTIONS.has(node.type) || CLASSES.has(node.type)) {
      const isDeclared = node.type.endsWith('Declaration');
      bind(isDeclared ? around : node, identifierName(nodeIn(node, 'id')), OWN);
      for (const param of nodesIn(node, 'params')) for (const name of patternNames(param)) bind(node, name, OWN);
    }
  });
  return scopes;
}

/** What the name `node` with these ancestors means, or null for a global. */
export function bindingOf(name: string, node: SyntaxNode, ancestors: readonly SyntaxNode[], scopes: Scopes): Binding | null {
  for (let place = ancestors.length - 1; place >= 0; place -= 1) {
    const scope = ancestors[place];
    const binding = scope === undefined ? undefined : scopes.get(scope)?.get(name);
    // What a switch looks at lies outside the scope of its cases.
    const isOutside = scope?.type === 'SwitchStatement' && (ancestors[place + 1] ?? node) === scope['discriminant'];
    if (binding !== undefined && !isOutside) return binding;
  }
  return null;
}

/** Where a `var` is bound: the body of the function, not its parameters, whose defaults do not see it. */
function functionAround(ancestors: readonly SyntaxNode[]): SyntaxNode | undefined {
  return ancestors.findLast(
    ({ type }, place) =>
      type === 'Program' ||
      type === 'StaticBlock' ||
      type === 'TSModuleBlock' ||
      (type === 'BlockStatement' && FUNCTIONS.has(ancestors[place - 1]?.type ?? '')),
  );
}

function importedNames(node: SyntaxNode): (readonly [name: string | null, binding: Binding])[] {
  const source = String(nodeIn(node, 'source')?.['value']);
  if (node['importKind'] === 'type') return [];
  return nodesIn(node, 'specifiers')
    .filter((one) => one['importKind'] !== 'type')
    .map((one) => {
      const named = nodeIn(one, 'imported');
      const imported =
        one.type === 'ImportNamespaceSpecifier'
          ? '*'
          : one.type === 'ImportDefaultSpecifier'
            ? 'default'
            : (identifierName(named) ?? String(named?.['value']));
      return [identifierName(nodeIn(one, 'local')), { kind: 'import', source, imported }];
    });
}

/** The names that a pattern binds: `a`, `{ a, b: [c] }`, `a = 1`, `...a`. */
function patternNames(pattern: SyntaxNode | null): string[] {
  if (pattern === null) return [];
  switch (pattern.type) {
    case 'ObjectPattern':
      return nodesIn(pattern, 'properties').flatMap((one) => patternNames(nodeIn(one, one.type === 'RestElement' ? 'argument' : 'value')));
    case 'ArrayPattern':
      return nodesIn(pattern, 'elements').flatMap(patternNames);
    case 'AssignmentPattern':
      return patternNames(nodeIn(pattern, 'left'));
    case 'RestElement':
      return patternNames(nodeIn(pattern, 'argument'));
    case 'TSParameterProperty':
      return patternNames(nodeIn(pattern, 'parameter'));
    default: {
      const name = identifierName(pattern);
      return name === null ? [] : [name];
    }
  }
}
