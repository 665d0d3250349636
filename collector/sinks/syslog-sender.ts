import { connect as connectPlain, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { concat } from '../../shared/base/bytes.ts';
import type { DeliveryOutcome } from './outcome.ts';
import { octetCounted } from './syslog.ts';

/** Where a receiver of syslog over TCP listens. With `tls`: its certificate must be of one of `ca` (PEM) and bear `serverName`. */
export interface SyslogReceiver {
  readonly host: string;
  readonly port: number;
  readonly tls: { readonly ca: string; readonly serverName: string } | null;
  readonly timeoutMs: number;
}

/**
 * Sends the messages in one connection, octet-counted. Delivered: the receiver, told that nothing follows, has read to the end and closed.
 * Never throws; what was sent in vain may have arrived all the same, in part or whole.
 */
export function sendSyslog(messages: readonly Uint8Array[], receiver: SyslogReceiver): Promise<DeliveryOutcome> {
  return new Promise((resolve) => {
    const socket = open(receiver);
    const end = (outcome: DeliveryOutcome) => {
      clearTimeout(timer);
      socket.destroy();
      resolve(outcome);
    };
    const late = `no end within ${receiver.timeoutMs} ms`;
    const timer = setTimeout(() => end({ kind: 'retry', why: late }), receiver.timeoutMs);
    let sent = false;
    socket.on('error', (error) => end({ kind: 'retry', why: error.message }));
    socket.on('end', () => end(sent ? { kind: 'delivered' } : { kind: 'retry', why: 'the receiver closed before it had everything' }));
    socket.on('close', () => end({ kind: 'retry', why: 'the connection broke' }));
    socket.once(receiver.tls === null ? 'connect' : 'secureConnect', () => {
      socket.resume();
      socket.end(concat(...messages.map(octetCounted)), () => {
        sent = true;
      });
    });
  });
}

function open({ host, port, tls }: SyslogReceiver): Socket {
  if (tls === null) return connectPlain({ host, port });
  return connectTls({ host, port, ca: tls.ca, servername: tls.serverName, minVersion: 'TLSv1.2', rejectUnauthorized: true });
}
