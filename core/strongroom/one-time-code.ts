/** Time-based one-time codes (RFC 6238), by the `otpauth` library: used without seeing the secret. */
import { TOTP, URI } from 'otpauth';
import { AppError } from '../../shared/base/app-error.ts';

export interface CodeNow {
  readonly code: string;
  readonly leftMs: number;
  readonly periodMs: number;
}

function read(uri: string): TOTP {
  let parsed: unknown;
  try {
    parsed = URI.parse(uri);
  } catch {
    // No cause: its message would quote the URI, which is the secret.
    throw new AppError('deposit.bad_otpauth', 'not an otpauth URI');
  }
  if (!(parsed instanceof TOTP)) throw new AppError('deposit.bad_otpauth', 'only time-based codes can be shown here');
  return parsed;
}

/** Throws `deposit.bad_otpauth` for anything but a time-based otpauth URI. */
export function checkOtpauth(uri: string): void {
  read(uri);
}

/** The code at `now`, UTC milliseconds. Throws `deposit.bad_otpauth`. */
export function oneTimeCode(uri: string, now: number): CodeNow {
  const totp = read(uri);
  const periodMs = totp.period * 1000;
  return { code: totp.generate({ timestamp: now }), leftMs: periodMs - (now % periodMs), periodMs };
}
