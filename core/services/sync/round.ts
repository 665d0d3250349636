import type { TrustedKeys } from '../../../shared/log/receipt.ts';
import { sendAlerts } from './alerts.ts';
import type { CollectorClient } from './collector-client.ts';
import { type HeadToSend, type Standing, upload } from './upload.ts';

/** One round with a collector: what is told at once, then everything else. Gives and throws what `sendAlerts` and `upload` do. */
export async function syncRound(client: CollectorClient, log: HeadToSend, keys: TrustedKeys, standing: Standing): Promise<string> {
  await sendAlerts(client, log, standing);
  return upload(client, log, keys, standing);
}
