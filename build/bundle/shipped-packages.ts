/** As much of package-lock.json as is read here. Keys are paths such as `node_modules/a/node_modules/b`; the project itself is ''. */
export interface Lock {
  readonly packages: Readonly<Record<string, LockedPackage>>;
}

export interface LockedPackage {
  readonly version?: string;
  /** An SPDX expression. */
  readonly license?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/**
 * The paths of all packages that the project's `dependencies` lead to, their optional dependencies included, sorted. Peers are
 * not followed: a peer that is used is a dependency of the project too. Throws where the lock lacks a package that is needed.
 */
export function shippedPackages({ packages }: Lock): string[] {
  const found = new Set<string>();
  const follow = (from: string, names: readonly string[]): void => {
    for (const name of names) {
      const path = resolved(packages, from, name);
      if (path === null) throw new Error(`package-lock.json has no ${name}, which ${from === '' ? 'package.json' : from} needs.`);
      if (found.has(path)) continue;
      found.add(path);
      const { dependencies, optionalDependencies } = packages[path] ?? {};
      follow(path, Object.keys({ ...dependencies, ...optionalDependencies }));
    }
  };
  follow('', Object.keys(packages['']?.dependencies ?? {}));
  return [...found].sort();
}

/** Where Node finds the package when the one at `from` asks for it: the nearest node_modules upwards. */
function resolved(packages: Lock['packages'], from: string, name: string): string | null {
  for (let place = from; ; place = place.slice(0, Math.max(0, place.lastIndexOf('/node_modules/')))) {
    const path = place === '' ? `node_modules/${name}` : `${place}/node_modules/${name}`;
    if (packages[path] !== undefined) return path;
    if (place === '') return null;
  }
}
