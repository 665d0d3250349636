import type { CollectorPolicy } from '../../shared/log/exchange/enrolment.ts';
import type { Database } from '../store/database.ts';
import type { SigningKeys } from './collector-keys.ts';

/** What every part of the collector needs: database, keys, policy, clock and randomness. */
export interface Collector {
  readonly db: Database;
  readonly keys: SigningKeys;
  readonly policy: CollectorPolicy;
  /** SHA-256 of the SubjectPublicKeyInfo of the TLS certificate, in hexadecimal. */
  readonly spki: string | null;
  /** UTC milliseconds. */
  now(): number;
  random(length: number): Uint8Array;
}
