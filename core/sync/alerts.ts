/** Alerts: the proof of one entry, sent ahead of the rest of its log. shared/log/FORMAT.md §10 and §13. */
import { copyOf } from '../../shared/base/bytes.ts';
import { packageRanges } from '../../shared/log/exchange/entry-package.ts';
import { alertSeverity } from '../../shared/log/leaf/alerting.ts';
import { parseEntry } from '../../shared/log/leaf/entry.ts';
import { writeTlogProof } from '../../shared/log/verify/tlog-proof.ts';
import type { CollectorClient } from './collector-client.ts';
import type { HeadToSend } from './upload.ts';
import type { UploadState } from './upload-state.ts';

/**
 * Sends every alert that the collector has not received yet in any way, oldest first. `state.alertedUpTo` moves with each
 * entry, so that after a throw the next call continues there. Throws as `CollectorClient.alert` does.
 */
export async function sendAlerts(client: CollectorClient, log: HeadToSend, state: UploadState): Promise<void> {
  const start = Math.max(state.alertedUpTo, state.next);
  for (const range of packageRanges({ start, end: log.head.size })) {
    for (const [n, leaf] of (await log.leaves(range.start, range.end)).entries()) {
      const index = range.start + n;
      if (alertSeverity(parseEntry(leaf)) !== null) {
        const proof = await log.tree.inclusionProof(index);
        await client.alert(writeTlogProof({ index, proof, checkpoint: log.checkpoint, extra: copyOf(leaf) }));
      }
      state.noteAlerted(index + 1);
    }
  }
}
