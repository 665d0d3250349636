import type { ErrorDetail } from '../base/app-error.ts';
import type { ErrorCode } from '../base/error-codes.ts';

/** An expected refusal, as a value: a decision that says no has not failed. `detail` fills the sentence. */
export interface Refused {
  readonly ok: false;
  readonly code: ErrorCode;
  readonly detail: ErrorDetail;
}

export function refused(code: ErrorCode, detail: ErrorDetail = {}): Refused {
  return Object.freeze({ ok: false, code, detail: Object.freeze({ ...detail }) });
}
