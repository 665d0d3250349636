import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { BlockJudge } from '../shared/log/verify/block-pass.ts';
import type { BlockFacts, EntryBlock } from '../shared/log/verify/entry-block.ts';

/** About 3 MB of leaves. */
const BLOCK_ENTRIES = 4096;
/** Each thread works on one block while the next one waits. */
const BLOCKS_A_THREAD = 2;
/** More threads would only wait for the one that reads the file. */
const MOST_THREADS = 8;
/** Young objects are short-lived here; left to itself V8 lets hundreds of megabytes of them gather. */
const LIMITS = { maxYoungGenerationSizeMb: 16, maxOldGenerationSizeMb: 256 };

interface Waiting {
  readonly resolve: (facts: BlockFacts | null) => void;
  readonly reject: (error: Error) => void;
}

/** As many threads as the machine has cores. Close them, or the process does not end. */
export class BlockWorkers implements BlockJudge {
  readonly entries: number = BLOCK_ENTRIES;
  readonly atOnce: number;
  readonly #threads: readonly Thread[];
  #next = 0;

  constructor(count: number = Math.min(availableParallelism(), MOST_THREADS)) {
    this.#threads = Array.from({ length: count }, () => new Thread());
    this.atOnce = count * BLOCKS_A_THREAD;
  }

  readonly judge = async (block: EntryBlock): Promise<BlockFacts | null> => {
    const thread = this.#threads[this.#next++ % this.#threads.length] as Thread; // there is at least one
    return await thread.judge(block);
  };

  async close(): Promise<void> {
    await Promise.all(this.#threads.map((thread) => thread.close()));
  }
}

class Thread {
  readonly #worker: Worker;
  readonly #waiting: Waiting[] = [];
  #failed: Error | null = null;

  constructor() {
    this.#worker = new Worker(workerFile(), { resourceLimits: LIMITS });
    this.#worker.on('message', (facts: BlockFacts | null) => this.#waiting.shift()?.resolve(facts));
    this.#worker.on('error', (error) => this.#fail(error));
    this.#worker.on('exit', () => this.#fail(new Error('a thread of the verifier ended')));
  }

  judge(block: EntryBlock): Promise<BlockFacts | null> {
    if (this.#failed !== null) return Promise.reject(this.#failed);
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
      this.#worker.postMessage(block, [block.bytes.buffer, block.lengths.buffer]);
    });
  }

  async close(): Promise<void> {
    await this.#worker.terminate();
  }

  #fail(error: unknown): void {
    this.#failed ??= error instanceof Error ? error : new Error(String(error));
    for (const { reject } of this.#waiting.splice(0)) reject(this.#failed);
  }
}

/** Beside this file: as it was written, or as it was built. */
function workerFile(): URL {
  return new URL(import.meta.url.endsWith('.ts') ? 'block-worker.ts' : 'block-worker.js', import.meta.url);
}
