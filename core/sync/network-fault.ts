import { AppError, isAppError } from '../../shared/base/app-error.ts';
import type { ErrorCode } from '../../shared/base/error-codes.ts';

/** What the system calls it, and what it means to a person. */
const CODES: Readonly<Record<string, ErrorCode>> = {
  ENETUNREACH: 'network.none',
  ENETDOWN: 'network.none',
  EADDRNOTAVAIL: 'network.none',
  // The name service itself is not reached.
  EAI_AGAIN: 'network.none',
  ENOTFOUND: 'network.name_unknown',
  EAI_NONAME: 'network.name_unknown',
  ENODATA: 'network.name_unknown',
  ECONNREFUSED: 'network.refused',
  EHOSTUNREACH: 'network.refused',
  EHOSTDOWN: 'network.refused',
  ETIMEDOUT: 'network.timed_out',
  ECONNRESET: 'network.cut',
  EPIPE: 'network.cut',
  // The peer speaks something else than TLS: the sign-in page of a network does.
  ERR_SSL_WRONG_VERSION_NUMBER: 'network.portal',
  ERR_SSL_PACKET_LENGTH_TOO_LONG: 'network.portal',
  ERR_SSL_HTTP_REQUEST: 'network.portal',
  ERR_SSL_UNSUPPORTED_PROTOCOL: 'network.wrong_certificate',
  ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION: 'network.wrong_certificate',
};

/** The error of a connection as a person meets it. An `AppError` stays what it is; what nobody listed is `network.cut`. */
export function networkFault(error: unknown): AppError {
  if (isAppError(error)) return error;
  const code = codeOf(error);
  if (code?.startsWith('HPE_')) return new AppError('network.bad_answer', `not HTTP: ${code}`, { cause: error });
  return new AppError((code === null ? undefined : CODES[code]) ?? 'network.cut', `the connection failed: ${code}`, { cause: error });
}

/** The code of an error; of the last of several attempts where the name had several addresses. */
function codeOf(error: unknown): string | null {
  if (error instanceof AggregateError && error.errors.length > 0) return codeOf(error.errors.at(-1));
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;
}
