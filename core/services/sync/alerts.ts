/** What is told at once: the proof of one entry, ahead of the log that it is in. shared/log/FORMAT.md §10 and §13. */
import { copyOf } from '../../../shared/base/bytes.ts';
import { alertSeverity } from '../../../shared/log/alerting.ts';
import { parseEntry } from '../../../shared/log/entry.ts';
import { inclusionProof } from '../../../shared/log/proof.ts';
import { writeTlogProof } from '../../../shared/log/tlog-proof.ts';
import { nodeTreeHasher } from '../../hash/node-hash.ts';
import type { CollectorClient } from './collector-client.ts';
import type { HeadToSend, Standing } from './upload.ts';

/**
 * Sends the entries that are told at once, oldest first, of those that the collector has neither received nor been told of.
 * `standing.told` moves with each: after a throw the next call goes on there. Throws as `CollectorClient.alert` does.
 */
export async function sendAlerts(client: CollectorClient, log: HeadToSend, standing: Standing): Promise<void> {
  let index = Math.max(standing.told, standing.next);
  if (index >= log.head.size) return;
  for (const leaf of log.leaves(index)) {
    if (alertSeverity(parseEntry(leaf)) !== null) {
      const proof = inclusionProof(log.leafHashes, index, nodeTreeHasher);
      await client.alert(writeTlogProof({ index, proof, checkpoint: log.checkpoint, extra: copyOf(leaf) }));
    }
    index += 1;
    standing.told = index;
  }
}
