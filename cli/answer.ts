/** Exit codes: part of the public interface (shared/log/FORMAT.md §5), never renumbered. */
export const EXIT = { proven: 0, tampered: 1, incomplete: 2, usage: 3, unknownVersion: 4 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** What a command says. Nothing is printed before it is whole. */
export interface CliAnswer {
  readonly exit: ExitCode;
  /** For people: one sentence a line. */
  readonly lines: readonly string[];
  /** For programs: the same, as `--json` prints it. */
  readonly json: unknown;
}

/** An answer of one sentence about what could not even be begun. */
export function cliRefusal(exit: ExitCode, code: string, sentence: string): CliAnswer {
  return { exit, lines: [sentence], json: { ok: false, code, sentence } };
}
