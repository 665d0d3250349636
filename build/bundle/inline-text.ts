import { readFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { type Plugin, parseSync, Visitor } from 'vite';

interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * Puts text files into a program: `readFileSync(new URL('./a.sql', import.meta.url), 'utf8')` becomes the text of that file, since
 * a bundle has no such file beside it. The sources run as they are, without a build. Throws where the file is not there, and
 * where a module names a file beside it in any other way than this.
 */
export function inlineText(): Plugin {
  return {
    name: 'inline-text',
    enforce: 'pre',
    transform: { filter: { id: /\.ts$/, code: 'import.meta.url' }, handler: (code, id) => inlined(code, id) },
  };
}

function inlined(code: string, id: string): string {
  const textOf = (span: Span): string => code.slice(span.start, span.end);
  const named: { readonly at: Span; readonly name: string }[] = [];
  const reads: Span[] = [];
  new Visitor({
    NewExpression(node) {
      const [name, base] = node.arguments;
      if (textOf(node.callee) !== 'URL' || name?.type !== 'Literal' || typeof name.value !== 'string') return;
      if (base !== undefined && textOf(base) === 'import.meta.url' && !/\.[cm]?[jt]sx?$/.test(name.value))
        named.push({ at: node, name: name.value });
    },
    CallExpression(node) {
      const [, encoding, ...more] = node.arguments;
      if (textOf(node.callee) === 'readFileSync' && more.length === 0 && encoding?.type === 'Literal' && encoding.value === 'utf8')
        reads.push(node);
    },
  }).visit(parseSync(id, code).program);
  let result = code;
  // From the last to the first, so that the places of those before stay true.
  for (const { at, name } of named.toSorted((a, b) => b.at.start - a.at.start)) {
    const read = reads.find(({ start, end }) => code.slice(start, at.start) === 'readFileSync(' && at.end < end);
    if (read === undefined)
      throw new Error(`${id} names ${name}: only readFileSync(new URL('${name}', import.meta.url), 'utf8') can be put into a bundle.`);
    const text = readFileSync(fileURLToPath(new URL(name, pathToFileURL(id))), 'utf8');
    result = result.slice(0, read.start) + JSON.stringify(text) + result.slice(read.end);
  }
  return result;
}
