/** What a database holds, in figures that are equal for two only where their contents are. */

import { hash } from 'node:crypto';
import { nodeTreeHasher } from '../../core/hash/node-hash.ts';
import { AppError } from '../../shared/base/app-error.ts';
import { toHex } from '../../shared/base/bytes.ts';
import { appendLeaf, EMPTY_FRONTIER, type Frontier, frontierRoot, frontierText } from '../../shared/log/tree/frontier.ts';
import { leavesFrom } from '../store/bundles.ts';
import type { ReadHandle } from '../store/database.ts';
import { MOVED_TABLES, pagesOf, type Row } from './rows.ts';

export interface TableContent {
  readonly rows: number;
  /** Over all rows in whatever order: the sum of their SHA-256. Hexadecimal. */
  readonly digest: string;
}

export interface LogContent {
  readonly origin: string;
  readonly entries: number;
  /** Of these entries; "" of none. */
  readonly root: string;
}

export interface Content {
  readonly tables: ReadonlyMap<string, TableContent>;
  /** Every station's, then the collector's own. */
  readonly logs: readonly LogContent[];
}

/** The origin that the collector's own log has here. */
const OWN = 'the collector’s own log';

/** Reads everything. Throws `log.tampered` where entries do not give the roots that are kept beside them. */
export async function contentOf(db: ReadHandle): Promise<Content> {
  const tables = new Map<string, TableContent>();
  for (const table of MOVED_TABLES) tables.set(table, await tableContent(db, table));
  const logs = await db.all<LogRow>('SELECT n, origin, size, root, next, frontier FROM log ORDER BY n');
  const all: LogContent[] = [];
  for (const log of logs) all.push(await stationLog(db, log));
  return { tables, logs: [...all, await ownLog(db)] };
}

async function tableContent(db: ReadHandle, table: string): Promise<TableContent> {
  let rows = 0;
  let sum = 0n;
  for await (const page of pagesOf(db, table)) {
    rows += page.length;
    for (const row of page) sum += BigInt(`0x${hash('sha256', textOf(row), 'hex')}`);
  }
  return { rows, digest: (sum & ((1n << 256n) - 1n)).toString(16).padStart(64, '0') };
}

function textOf(row: Row): string {
  const pairs = Object.entries(row).map(([name, value]) => [name, value instanceof Uint8Array ? { bytes: toHex(value) } : value] as const);
  return JSON.stringify(pairs.sort(([a], [b]) => (a < b ? -1 : 1)));
}

interface LogRow {
  readonly n: number;
  readonly origin: string;
  readonly size: number;
  readonly root: string;
  readonly next: number;
  readonly frontier: string;
}

/** Every leaf is hashed again: what is kept beside it proves nothing. */
async function stationLog(db: ReadHandle, { n, origin, size, root, next, frontier }: LogRow): Promise<LogContent> {
  let tree: Frontier = EMPTY_FRONTIER;
  while (tree.size < next) {
    const leaves = await leavesFrom(db, n, tree.size);
    if (leaves.length === 0) throw tampered(origin, `entry ${tree.size} is not there`);
    for (const leaf of leaves) {
      tree = appendLeaf(tree, nodeTreeHasher.leaf(leaf), nodeTreeHasher);
      if (tree.size === size && frontierRoot(tree, nodeTreeHasher) !== root)
        throw tampered(origin, `its entries do not give the signed root of ${size}`);
    }
  }
  if (tree.size !== next || frontierText(tree) !== frontier) throw tampered(origin, 'its entries do not give the tree that is kept');
  return { origin, entries: next, root: next === 0 ? '' : frontierRoot(tree, nodeTreeHasher) };
}

async function ownLog(db: ReadHandle): Promise<LogContent> {
  let tree: Frontier = EMPTY_FRONTIER;
  for await (const page of pagesOf(db, 'own_entry')) {
    for (const { seq, leaf } of page) {
      if (seq !== tree.size || !(leaf instanceof Uint8Array)) throw tampered(OWN, `entry ${tree.size} is not there`);
      tree = appendLeaf(tree, nodeTreeHasher.leaf(leaf), nodeTreeHasher);
    }
  }
  const head = (await db.one<{ size: number; frontier: string }>('SELECT size, frontier FROM own_head')) ?? { size: 0, frontier: '' };
  if (head.size !== tree.size || head.frontier !== frontierText(tree)) throw tampered(OWN, 'its entries do not give the head that is kept');
  return { origin: OWN, entries: tree.size, root: tree.size === 0 ? '' : frontierRoot(tree, nodeTreeHasher) };
}

function tampered(origin: string, why: string): AppError {
  return new AppError('log.tampered', `${origin}: ${why}`);
}

/** What is not the same in both, a sentence each. */
export function differences(from: Content, to: Content): string[] {
  const tables = [...from.tables].flatMap(([name, { rows, digest }]) => {
    const other = to.tables.get(name);
    if (other?.rows !== rows) return [`${name} has ${rows} rows at the source and ${other?.rows ?? 0} at the target`];
    return other.digest === digest ? [] : [`${name} has other rows at the source than at the target`];
  });
  const logs = from.logs.flatMap(({ origin, entries, root }, i) => {
    const other = to.logs[i];
    return other?.origin === origin && other.entries === entries && other.root === root ? [] : [`${origin} is not the same log`];
  });
  return from.logs.length === to.logs.length ? [...tables, ...logs] : [...tables, 'there are other logs at the source than at the target'];
}
