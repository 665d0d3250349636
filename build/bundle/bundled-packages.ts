import type { Rolldown } from 'vite';

/** What Vite gives for one build. */
type Built = Rolldown.RolldownOutput | readonly Rolldown.RolldownOutput[] | Rolldown.RolldownWatcher;

/** The packages whose code is inside what was built, as paths such as `node_modules/a/node_modules/b`, sorted. */
export function bundledPackages(built: readonly Built[]): string[] {
  const found = new Set<string>();
  for (const { output } of built.flat().filter((one) => 'output' in one)) {
    for (const chunk of output) {
      for (const id of chunk.type === 'chunk' ? chunk.moduleIds : []) {
        const [path] = /node_modules\/(?:.*node_modules\/)?(?:@[^/]+\/)?[^/]+/.exec(id.replaceAll('\\', '/')) ?? [];
        if (path !== undefined && !id.startsWith('\0')) found.add(path);
      }
    }
  }
  return [...found].sort();
}
