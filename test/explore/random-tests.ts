import { readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { readModule } from '../../build/rooms/read-module.ts';
import { sourceFiles } from '../../build/rooms/source-files.ts';

/** Where random choices come from. */
const SOURCES = ['fast-check', 'test/harness/base/pick.ts'];

/** The unit tests that make a random choice, themselves or in a module that they load, as sorted paths from `root`. */
export function randomTests(root: string): string[] {
  const files = sourceFiles(root).modules.filter((file) => file.startsWith('test/'));
  const loads = new Map(files.map((file) => [file, loadedBy(root, file)]));
  const random = new Set(SOURCES);
  for (let before = 0; before < random.size; ) {
    before = random.size;
    for (const [file, loaded] of loads) if (loaded.some((one) => random.has(one))) random.add(file);
  }
  return files.filter((file) => random.has(file) && file.endsWith('.test.ts'));
}

function loadedBy(root: string, file: string): string[] {
  const { imports } = readModule(file, readFileSync(join(root, file), 'utf8'), new Set(), 'imports');
  return imports.flatMap(({ specifier, kind }) => {
    if (specifier === null || kind === 'type') return [];
    return [specifier.startsWith('.') ? posix.join(posix.dirname(file), specifier) : specifier];
  });
}
