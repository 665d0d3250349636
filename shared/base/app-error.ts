import type { ErrorCode } from './error-codes.ts';

/** What a sentence about an error may name. Never a secret: these values reach the screen and the log. */
export type ErrorDetail = Readonly<Record<string, string | number | boolean>>;

/**
 * The one error that this project throws. `code` is from the closed union, `message` is for developers and logs,
 * `detail` fills the sentence that the person reads (renderer's catalogue, one entry a code).
 * Anything else that is thrown is a bug, and crosses a border as `internal`.
 */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly detail: ErrorDetail;

  constructor(code: ErrorCode, message: string, options: { cause?: unknown; detail?: ErrorDetail } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.detail = options.detail ?? {};
  }
}

/** True for an `AppError`, of that code where one is given. */
export function isAppError(error: unknown, code?: ErrorCode): error is AppError {
  return error instanceof AppError && (code === undefined || error.code === code);
}
