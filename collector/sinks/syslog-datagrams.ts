import { createSocket } from 'node:dgram';
import { isIPv6 } from 'node:net';
import type { DeliveryOutcome } from './outcome.ts';

/** The most that receivers of syslog over UDP should be sent (RFC 5426 §3.2). */
export const MOST_DATAGRAM_BYTES = 2048;

/**
 * Sends each message as a datagram (RFC 5426). Never throws. Delivered: it left this machine; nobody says that it arrived. Messages that
 * are longer than 2,048 bytes are dead: make them shorter.
 */
export async function sendSyslogDatagrams(
  messages: readonly Uint8Array[],
  { host, port }: { readonly host: string; readonly port: number },
): Promise<DeliveryOutcome> {
  if (messages.some(({ length }) => length > MOST_DATAGRAM_BYTES)) return { kind: 'dead', why: `over ${MOST_DATAGRAM_BYTES} bytes` };
  const socket = createSocket(isIPv6(host) ? 'udp6' : 'udp4');
  try {
    for (const message of messages) {
      await new Promise<void>((resolve, reject) => {
        socket.once('error', reject);
        socket.send(message, port, host, (error) => (error === null ? resolve() : reject(error)));
      });
      socket.removeAllListeners('error');
    }
    return { kind: 'delivered' };
  } catch (error) {
    return { kind: 'retry', why: error instanceof Error ? error.message : 'not sent' };
  } finally {
    socket.removeAllListeners('error').on('error', () => undefined);
    socket.close();
  }
}
