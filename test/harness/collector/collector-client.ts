import { parseCollectorAddress } from '../../../core/sync/collector-address.ts';
import { CollectorClient } from '../../../core/sync/collector-client.ts';

/** A station's client of the collector that listens on this port of loopback. */
export function clientOf(port: number, { pin }: { readonly pin: string }): CollectorClient {
  const to = { address: parseCollectorAddress(`https://127.0.0.1:${port}`), pin };
  return new CollectorClient(to, { wall: Date.now }, new AbortController().signal);
}
