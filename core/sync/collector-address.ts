import { AppError } from '../../shared/base/app-error.ts';

/** Where a collector is reached: always over TLS. */
export interface CollectorAddress {
  /** A name, or an address in digits without brackets. */
  readonly host: string;
  readonly port: number;
  /** As a person reads it, and as it is parsed again: `https://collector.example:8443`. */
  readonly text: string;
}

/** The address in what a person typed. Throws `network.bad_address` for anything but `https://name[:port]`. */
export function parseCollectorAddress(typed: string): CollectorAddress {
  const url = URL.parse(typed.trim());
  if (url === null || url.protocol !== 'https:' || url.hostname === '') throw bad();
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '' || url.username !== '' || url.password !== '') throw bad();
  const port = url.port === '' ? 443 : Number(url.port);
  if (port < 1) throw bad();
  return { host: url.hostname.replace(/^\[(.*)\]$/, '$1'), port, text: url.origin };
}

function bad(): AppError {
  return new AppError('network.bad_address', 'not https://name[:port]');
}
