/** The line of each value in a JSON text, so that a message can name it. */

export type Path = readonly PropertyKey[];

export interface JsonPlaces {
  /** The line of the value at `path`, or of its nearest parent that is there; from 1. */
  lineOf(path: Path): number;
  /** Members that are said twice in one object. */
  readonly twice: readonly { readonly name: string; readonly line: number }[];
}

const TOKEN = /\s+|"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/gy;

interface Open {
  readonly path: string;
  readonly seen: Set<string>;
  /** Of the next element; null in an object. */
  index: number | null;
  name: string | null;
}

/** The places of a text that `JSON.parse` took. */
export function jsonPlaces(text: string): JsonPlaces {
  const lines = new Map<string, number>([['', 1]]);
  const twice: { name: string; line: number }[] = [];
  const open: Open[] = [];
  let line = 1;
  for (const [token] of text.matchAll(TOKEN)) {
    const top = open.at(-1);
    if (/^\s/.test(token)) line += token.split('\n').length - 1;
    else if (token === '}' || token === ']') open.pop();
    else if (token === ',') next(top);
    else if (token === ':') continue;
    else if (top !== undefined && top.index === null && top.name === null) {
      top.name = String(JSON.parse(token));
      if (top.seen.has(top.name)) twice.push({ name: top.name, line });
      top.seen.add(top.name);
      lines.set(pathOf(top), line);
    } else {
      const path = top === undefined ? '' : pathOf(top);
      lines.set(path, line);
      if (token === '{' || token === '[') open.push({ path, seen: new Set(), index: token === '[' ? 0 : null, name: null });
    }
  }
  return {
    twice,
    lineOf(path) {
      for (let length = path.length; ; length--) {
        const found = lines.get(keyOf(path.slice(0, length)));
        if (found !== undefined) return found;
      }
    },
  };
}

function next(top: Open | undefined): void {
  if (top === undefined) return;
  if (top.index === null) top.name = null;
  else top.index++;
}

function pathOf({ path, index, name }: Open): string {
  return `${path}/${JSON.stringify(String(index ?? name))}`;
}

function keyOf(path: Path): string {
  return path.map((part) => `/${JSON.stringify(String(part))}`).join('');
}
