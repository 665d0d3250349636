/** A station's log as C2SP tlog-tiles: its checkpoint, its entries by the chunk, and the hashes of its tree by the tile. */
import { nodeTreeHasher } from '../../core/hash/node-hash.ts';
import { AppError } from '../../shared/base/app-error.ts';
import { fromHex } from '../../shared/base/bytes.ts';
import { PACKAGE_ENTRIES } from '../../shared/log/exchange/entry-package.ts';
import { rootOf } from '../../shared/log/tree/proof.ts';
import { hashesOf, leavesBetween, packed } from '../store/bundles.ts';
import type { ReadHandle } from '../store/database.ts';

/** As many hashes as a full tile has, and entries as a full bundle. */
export const TILE_WIDTH = PACKAGE_ENTRIES;
/** Five levels of tiles cover 2^40 entries, more than any log has. */
const MOST_LEVELS = 5;

/** One tile: `width` of 256 hashes at `index` of `level`, or `entries`. */
export interface TilePlace {
  readonly level: number | 'entries';
  readonly index: number;
  readonly width: number;
}

const PLACE = /^tile\/([0-9]|[1-5][0-9]|6[0-3]|entries)\/((?:x[0-9]{3}\/){0,4}[0-9]{3})(?:\.p\/([1-9][0-9]{0,2}))?$/;

/** Level, number and width of `tile/L/N`, or of `tile/L/N.p/W` for a partial tile; null for any other path. */
export function parseTilePath(path: string): TilePlace | null {
  const [, level, index, part] = PLACE.exec(path) ?? [];
  if (level === undefined || index === undefined) return null;
  const width = part === undefined ? TILE_WIDTH : Number(part);
  if (width > TILE_WIDTH || (part !== undefined && width === TILE_WIDTH)) return null;
  const number = Number(index.replaceAll(/[x/]/g, ''));
  if (tileNumber(number) !== index) return null;
  return { level: level === 'entries' ? level : Number(level), index: number, width };
}

/** A tile's number as its path has it: 1234067 is `x001/x234/067`. */
export function tileNumber(index: number): string {
  const groups = [String(index % 1_000).padStart(3, '0')];
  for (let rest = Math.floor(index / 1_000); rest > 0; rest = Math.floor(rest / 1_000))
    groups.unshift(`x${String(rest % 1_000).padStart(3, '0')}`);
  return groups.join('/');
}

/** Reads tiles. The roots of whole chunks are kept, since they never change. */
export class TileTree {
  readonly #db: ReadHandle;
  /** Of whole tiles, by log, level and number; the oldest goes first. */
  readonly #roots = new Map<string, string>();

  constructor(db: ReadHandle) {
    this.#db = db;
  }

  /** The hashes of a tile, where `size` entries are here. Throws `collector.not_found` beyond them. */
  async hashes(log: number, size: number, { level, index, width }: TilePlace): Promise<Uint8Array> {
    if (level === 'entries' || level > MOST_LEVELS) throw new AppError('collector.not_found', 'no such tile');
    const from = index * TILE_WIDTH;
    if ((from + width) * TILE_WIDTH ** level > size) throw new AppError('collector.not_found', 'the log does not reach there');
    return fromHex((await this.#level(log, level, from, from + width)).join(''));
  }

  /** [from, to) of a level: of level 0 the leaf hashes, of each other the roots of 256 of the level below. */
  async #level(log: number, level: number, from: number, to: number): Promise<string[]> {
    if (level === 0) return hashesOf(this.#db, log, from, to);
    const roots: string[] = [];
    for (let index = from; index < to; index++) roots.push(await this.#root(log, level, index));
    return roots;
  }

  async #root(log: number, level: number, index: number): Promise<string> {
    const key = `${log}/${level}/${index}`;
    const known = this.#roots.get(key);
    if (known !== undefined) return known;
    const below = await this.#level(log, level - 1, index * TILE_WIDTH, (index + 1) * TILE_WIDTH);
    const root = rootOf(below, nodeTreeHasher);
    if (this.#roots.size >= MOST_ROOTS) this.#roots.delete(this.#roots.keys().next().value ?? '');
    this.#roots.set(key, root);
    return root;
  }
}

/** The chunks of 25 million entries: about 20 MB. */
const MOST_ROOTS = 100_000;

/** The entries of a bundle: each behind its length in two bytes. Throws `collector.not_found` beyond `size`. */
export async function entriesTile(db: ReadHandle, log: number, size: number, { index, width }: TilePlace): Promise<Uint8Array> {
  const from = index * TILE_WIDTH;
  if (from + width > size) throw new AppError('collector.not_found', 'the log does not reach there');
  return packed(await leavesBetween(db, log, from, from + width));
}
