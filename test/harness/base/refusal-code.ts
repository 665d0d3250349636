import { AppError } from '../../../shared/base/app-error.ts';

/** The code with which `act` is refused, or `null` when it is not. Anything thrown that is no `AppError` is rethrown: a crash. */
export async function refusalOf(act: () => unknown): Promise<string | null> {
  try {
    await act();
    return null;
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
}
