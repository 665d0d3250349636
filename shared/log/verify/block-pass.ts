import { isAppError } from '../../base/app-error.ts';
import { EntryRules } from '../leaf/entry-rules.ts';
import { appendLeaf, appendSubtree, EMPTY_FRONTIER, type Frontier, frontierRoot } from '../tree/frontier.ts';
import type { TreeHasher } from '../tree/tree-hash.ts';
import { cutBlocks, type LongLog } from './cut-blocks.ts';
import type { BlockFacts, EntryBlock } from './entry-block.ts';

/** Who judges blocks, in whatever order. */
export interface BlockJudge {
  /** As `judgeBlock`. The block's bytes may be gone afterwards. */
  readonly judge: (block: EntryBlock) => Promise<BlockFacts | null>;
  /** How many entries a block has: a power of two. */
  readonly entries: number;
  /** How many blocks may be with the judge at once. */
  readonly atOnce: number;
}

/** What came out of the entries. */
export interface Pass {
  readonly entries: number;
  /** The root at each size that it was asked for, where there are as many entries. */
  readonly roots: ReadonlyMap<number, string>;
  /** By `seq`, oldest first. */
  readonly openIntents: readonly number[];
  /** The index of the last entry that tells of more than the log itself. */
  readonly lastSubstantive: number;
}

/**
 * Hands the log to the judge, block by block, and puts together what comes back, in the order of the blocks. Null when a
 * block is not as it must be, does not follow those before it, or the evidence cannot be read to its end. What is no
 * `AppError` passes through.
 */
export async function passInBlocks(of: LongLog, hasher: TreeHasher, { judge, entries, atOnce }: BlockJudge): Promise<Pass | null> {
  const away: Promise<BlockFacts | null>[] = [];
  try {
    const whole = new Whole(of, hasher, entries);
    const takeOne = async (): Promise<boolean> => whole.add((await away.shift()) ?? null);
    for (const block of cutBlocks(of, entries)) {
      away.push(judge(block));
      if (away.length >= atOnce && !(await takeOne())) return null;
    }
    while (away.length > 0) if (!(await takeOne())) return null;
    return {
      entries: whole.frontier.size,
      roots: whole.roots,
      openIntents: whole.rules.openIntents(),
      lastSubstantive: whole.rules.lastSubstantive,
    };
  } catch (error) {
    if (!isAppError(error)) throw error;
    return null;
  } finally {
    await Promise.allSettled(away);
  }
}

/** What the blocks so far make together. */
class Whole {
  frontier: Frontier = EMPTY_FRONTIER;
  readonly roots = new Map<number, string>();
  readonly rules: EntryRules;
  readonly #hasher: TreeHasher;
  readonly #entries: number;
  readonly #sizes: ReadonlySet<number>;

  /** Throws `log.entry_malformed` when `log` is not an origin. */
  constructor({ log, vkey, sizes }: LongLog, hasher: TreeHasher, entries: number) {
    this.rules = new EntryRules(log, vkey);
    this.#hasher = hasher;
    this.#entries = entries;
    this.#sizes = sizes;
  }

  /** False when the block is not as it must be, or does not follow. */
  add(facts: BlockFacts | null): boolean {
    if (facts === null || !this.rules.follow(facts.rules)) return false;
    if ('root' in facts.tree) this.#grow(appendSubtree(this.frontier, facts.tree.root, this.#entries, this.#hasher));
    else for (const hash of facts.tree.hashes) this.#grow(appendLeaf(this.frontier, hash, this.#hasher));
    return true;
  }

  #grow(frontier: Frontier): void {
    this.frontier = frontier;
    if (this.#sizes.has(frontier.size)) this.roots.set(frontier.size, frontierRoot(frontier, this.#hasher));
  }
}
