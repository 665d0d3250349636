import type { ErrorCode } from '../../../shared/base/error-codes.ts';
import { ceremonyErrors } from './errors/ceremony.ts';
import { collectorErrors } from './errors/collector.ts';
import { formatErrors } from './errors/format.ts';
import { keyErrors } from './errors/key.ts';
import { logErrors } from './errors/log.ts';
import { machineErrors } from './errors/machine.ts';
import { networkErrors } from './errors/network.ts';
import { stewardErrors } from './errors/steward.ts';
import { vaultErrors } from './errors/vault.ts';

/** What a person reads for one code: what happened, to whom, and the fix. */
export interface ErrorSentence {
  readonly says: string;
  readonly fix: string;
  /** `says` with names; taken where the error brings all that it names. */
  readonly named?: string;
  readonly namedFix?: string;
}

/** One entry a code: a code without words does not compile. */
export const errors: Readonly<Record<ErrorCode, ErrorSentence>> = {
  ...machineErrors,
  ...formatErrors,
  ...ceremonyErrors,
  ...logErrors,
  ...collectorErrors,
  ...networkErrors,
  ...vaultErrors,
  ...keyErrors,
  ...stewardErrors,
};
