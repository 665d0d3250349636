import { createHash } from 'node:crypto';
import { isIP } from 'node:net';
import { connect, type TLSSocket } from 'node:tls';
import { AppError } from '../../shared/base/app-error.ts';
import type { CollectorAddress } from './collector-address.ts';
import { networkFault } from './network-fault.ts';

export interface PinnedSocket {
  readonly socket: TLSSocket;
  /** SHA-256 of the peer's SubjectPublicKeyInfo, in hexadecimal. */
  readonly spki: string;
}

/**
 * Connects over TLS 1.3. The pin alone identifies the peer: authorities, names and dates are ignored. `pin` null accepts any
 * peer, for the one request whose answer people compare by words. Throws `network.wrong_certificate`, before a byte of
 * a request went out, and what `networkFault` makes of the rest. `signal` ends the attempt.
 */
export function connectPinned({ host, port }: CollectorAddress, pin: string | null, signal: AbortSignal): Promise<PinnedSocket> {
  return new Promise((resolve, reject) => {
    const socket = connect({
      host,
      port,
      minVersion: 'TLSv1.3',
      rejectUnauthorized: false,
      ALPNProtocols: ['http/1.1'],
      ...(isIP(host) === 0 ? { servername: host } : {}),
    });
    const fail = (error: unknown): void => {
      signal.removeEventListener('abort', abort);
      // A socket that fails later, on its way out, has nobody left to tell.
      socket.on('error', () => undefined);
      socket.destroy();
      reject(networkFault(error));
    };
    const abort = (): void => fail(signal.reason);
    if (signal.aborted) return abort();
    signal.addEventListener('abort', abort);
    socket.once('error', fail);
    socket.once('close', () => fail(new AppError('network.cut', 'closed while connecting')));
    socket.once('secureConnect', () => {
      const certificate = socket.getPeerX509Certificate();
      if (certificate === undefined) return fail(new AppError('network.wrong_certificate', 'no certificate'));
      const spki = createHash('sha256')
        .update(certificate.publicKey.export({ type: 'spki', format: 'der' }))
        .digest('hex');
      if (pin !== null && spki !== pin) return fail(new AppError('network.wrong_certificate', 'the certificate has another key'));
      signal.removeEventListener('abort', abort);
      socket.removeAllListeners('close');
      socket.off('error', fail);
      resolve({ socket, spki });
    });
  });
}
