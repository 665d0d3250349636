import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** At the root: what is installed or built. */
const NOT_OURS = new Set(['.cache', 'node_modules', 'dist', 'out', 'test-results', '.git']);

/** The files of this repository, with texts that a test puts in place of the real ones. */
export class Repository {
  /** Files and folders, relative to the root, with `/` and without one at the end. */
  readonly paths: ReadonlySet<string>;
  readonly #root: string;
  readonly #planted: ReadonlyMap<string, string>;

  private constructor(root: string, paths: ReadonlySet<string>, planted: ReadonlyMap<string, string>) {
    this.#root = root;
    this.paths = paths;
    this.#planted = planted;
  }

  static at(root: string): Repository {
    const paths = new Set<string>();
    const walk = (folder: string): void => {
      for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
        if (folder === '' && NOT_OURS.has(entry.name)) continue;
        const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
        paths.add(path);
        if (entry.isDirectory()) walk(path);
      }
    };
    walk('');
    return new Repository(root, paths, new Map());
  }

  /** The same repository with this file changed or added. */
  with(path: string, text: string): Repository {
    return new Repository(this.#root, new Set([...this.paths, path]), new Map([...this.#planted, [path, text]]));
  }

  text(path: string): string {
    return this.#planted.get(path) ?? readFileSync(join(this.#root, path), 'utf8');
  }

  /** The documents that people read. */
  documents(): string[] {
    return [...this.paths].filter((path) => /^[A-Z]+\.md$|^docs\/.*\.md$|(^|\/)(FORMAT|README)\.md$|^test\/manual\.md$/.test(path)).sort();
  }

  /** Our code, whose comments cite documents. */
  sources(): string[] {
    return [...this.paths].filter((path) => /\.(ts|tsx|mjs|py|go|sql|css)$/.test(path)).sort();
  }
}
