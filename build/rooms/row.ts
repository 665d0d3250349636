import type { Room } from './table.ts';

/** Part of the import table: rooms by their path from the root, such as `core/store` or `electron/main.ts`. */
export type Rows = Readonly<Record<string, Room>>;

/** A row as it is written: lists of names with spaces between them. */
export interface WrittenRow {
  readonly imports: string;
  readonly types?: string;
  readonly node: 'yes' | 'no';
  readonly doors?: string;
  readonly folders?: string;
}

/** The row that `written` says. */
export function row({ imports, types, node, doors, folders }: WrittenRow): Room {
  return {
    imports: names(imports),
    ...(types === undefined ? {} : { types: names(types) }),
    node,
    ...(doors === undefined ? {} : { doors: names(doors) }),
    ...(folders === undefined ? {} : { folders: names(folders) }),
  };
}

const names = (list: string): string[] => list.split(/\s+/).filter((name) => name !== '');
