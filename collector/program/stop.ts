/** What a person can mend. Its message is what they read: what happened, and the fix; each line one sentence. */
export class Stop extends Error {}

/** The code that the system gave an error (`EACCES`), or `unknown`. */
export function systemCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
}
