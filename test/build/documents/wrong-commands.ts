import { parseCommand } from '../../../cli/arguments.ts';
import { COMMANDS } from '../../../collector/program/arguments.ts';
import { written } from './markdown.ts';
import type { Repository } from './repository.ts';

/** The commands that a document names and nobody can run. `NAME` and the like stand for one. */
export function wrongCommands(repository: Repository, document: string): string[] {
  const { scripts } = JSON.parse(repository.text('package.json')) as { scripts: Record<string, string> };
  const isHalligan = (name: string): boolean => typeof parseCommand([name, 'FILE']) !== 'string';
  const known: readonly (readonly [RegExp, (name: string) => boolean])[] = [
    [/\bnpm (?:run )?(start|test)\b/g, (name) => Object.hasOwn(scripts, name)],
    [/\bnpm run ([\w:-]+)/g, (name) => Object.hasOwn(scripts, name)],
    [/\bnode build\/run\.mjs ([\w-]+)/g, (name) => Object.hasOwn(scripts, name)],
    [/\bnpx halligan ([\w-]+)/g, isHalligan],
    [/`halligan ([\w-]+)/g, isHalligan],
    [/\bhalligan-collector ([a-z][\w-]*)/g, (name) => COMMANDS.some((one) => one === name)],
  ];
  const text = written(repository.text(document));
  return known.flatMap(([pattern, isKnown]) =>
    [...text.matchAll(pattern)].filter(([, name = '']) => name !== name.toUpperCase() && !isKnown(name)).map(([whole]) => whole),
  );
}
