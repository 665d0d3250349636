import type { TrustedKeys } from '../../shared/log/note/receipt.ts';
import { sendAlerts } from './alerts.ts';
import type { CollectorClient } from './collector-client.ts';
import { type HeadToSend, upload } from './upload.ts';
import type { UploadState } from './upload-state.ts';

/**
 * One round with a collector: the alerts first, then everything else. Gives what `upload` gives; throws as `sendAlerts` and
 * `upload` do. `newer` is called before each body: it gives the log as it is now when there is a new alert, else null.
 */
export async function sendRound(
  client: CollectorClient,
  log: HeadToSend,
  keys: TrustedKeys,
  state: UploadState,
  newer: () => Promise<HeadToSend | null> = async () => null,
): Promise<string> {
  await sendAlerts(client, log, state);
  return upload(client, log, keys, state, async () => {
    const now = await newer();
    if (now !== null) await sendAlerts(client, now, state);
  });
}
