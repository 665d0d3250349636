import { nodeTreeHasher } from '../../../core/hash/node-hash.ts';
import type { HeadToSend } from '../../../core/sync/upload.ts';
import { ChunkRoots } from '../../../shared/log/exchange/chunk-roots.ts';
import { unverifiedHead } from '../../../shared/log/note/checkpoint.ts';
import type { SampleLog } from './sample-log.ts';

/** A log in memory as one on its way. Refuses to be read more than a chunk at a time. */
export async function headToSend({ checkpoint, leafHashes, leaves }: SampleLog): Promise<HeadToSend> {
  const head = unverifiedHead(checkpoint);
  const tree = await new ChunkRoots(page(leafHashes), nodeTreeHasher).tree(head.size);
  return { head, checkpoint, tree, leaves: page(leaves) };
}

function page<T>(of: readonly T[]): (from: number, to: number) => Promise<readonly T[]> {
  return async (from, to) => {
    if (Math.floor(from / 256) !== Math.floor((to - 1) / 256)) throw new RangeError(`[${from}, ${to}) is more than a chunk`);
    return of.slice(from, to);
  };
}
