import { expect } from 'vitest';
import type { ErrorCode } from '../../../shared/base/error-codes.ts';

/** Holds that a call is refused with exactly this code, and what its sentence needs. */
export async function refused(work: Promise<unknown>, code: ErrorCode, detail: Record<string, unknown> = {}): Promise<void> {
  await expect(work).rejects.toMatchObject({ code, detail });
}
