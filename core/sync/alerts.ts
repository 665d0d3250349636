/** What is told at once: the proof of one entry, ahead of the log that it is in. shared/log/FORMAT.md §10 and §13. */
import { copyOf } from '../../shared/base/bytes.ts';
import { packageRanges } from '../../shared/log/exchange/entry-package.ts';
import { alertSeverity } from '../../shared/log/leaf/alerting.ts';
import { parseEntry } from '../../shared/log/leaf/entry.ts';
import { writeTlogProof } from '../../shared/log/verify/tlog-proof.ts';
import type { CollectorClient } from './collector-client.ts';
import type { HeadToSend, Standing } from './upload.ts';

/**
 * Sends the entries that are told at once, oldest first, of those that the collector has neither received nor been told of.
 * `standing.told` moves with each: after a throw the next call goes on there. Throws as `CollectorClient.alert` does.
 */
export async function sendAlerts(client: CollectorClient, log: HeadToSend, standing: Standing): Promise<void> {
  const start = Math.max(standing.told, standing.next);
  for (const range of packageRanges({ start, end: log.head.size })) {
    for (const [n, leaf] of (await log.leaves(range.start, range.end)).entries()) {
      const index = range.start + n;
      if (alertSeverity(parseEntry(leaf)) !== null) {
        const proof = await log.tree.inclusionProof(index);
        await client.alert(writeTlogProof({ index, proof, checkpoint: log.checkpoint, extra: copyOf(leaf) }));
      }
      standing.told = index + 1;
    }
  }
}
