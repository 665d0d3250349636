/** A folder (or a single file) and the rooms that it may import; a name in `types` may be imported for its types only. */
export interface Room {
  readonly imports: readonly string[];
  readonly types?: readonly string[];
  /** May it use Node's own modules (`node:…`)? */
  readonly node: 'yes' | 'no';
  /**
   * What other rooms may import of this one: files as paths relative to it, or a folder, which ends in `/`. None when left out.
   * A room that is a single file is its own door.
   */
  readonly doors?: readonly string[];
  /** Folders within this room that belong to it, as paths relative to it that end in `/`. Any other folder needs a row of its own. */
  readonly folders?: readonly string[];
}

/** The only places that may import a package of npm or a module of Node. `types` lists those that may name its types and no more. */
export interface PackageRule {
  readonly rooms: readonly string[];
  readonly types?: readonly string[];
  /** A file that stands for the package elsewhere, and so exports what other files made. */
  readonly standIn?: string;
}

/** Who may import whom. What is not written in it is not allowed. */
export interface RoomTable {
  /** The rooms by their paths. A file belongs to the longest path that holds it. */
  readonly rooms: Readonly<Record<string, Room>>;
  readonly packages: Readonly<Record<string, PackageRule>>;
  /** Members of globals that only these places may use, written `object.property`. */
  readonly globals: Readonly<Record<string, readonly string[]>>;
  /** Files that load code, or take a member of a global, in a way that no check can follow, and what they use for it. */
  readonly notFollowed: Readonly<Record<string, readonly string[]>>;
  /** Fewer modules than this means that the check looked in the wrong place. */
  readonly minimumModules: number;
}
