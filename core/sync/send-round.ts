import type { TrustedKeys } from '../../shared/log/note/receipt.ts';
import { sendAlerts } from './alerts.ts';
import type { CollectorClient } from './collector-client.ts';
import { type HeadToSend, type Standing, upload } from './upload.ts';

/**
 * One round with a collector: what is told at once, then everything else. Gives and throws what `sendAlerts` and `upload` do.
 * `newer` is asked before each body: the log as it is now where something new is to be told at once, else null.
 */
export async function syncRound(
  client: CollectorClient,
  log: HeadToSend,
  keys: TrustedKeys,
  standing: Standing,
  newer: () => Promise<HeadToSend | null> = async () => null,
): Promise<string> {
  await sendAlerts(client, log, standing);
  return upload(client, log, keys, standing, async () => {
    const now = await newer();
    if (now !== null) await sendAlerts(client, now, standing);
  });
}
