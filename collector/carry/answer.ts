import { randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { printable } from '../../shared/log/verify/printable.ts';

/** What a command about a carried file ends with. */
export const CARRY_EXIT = { done: 0, refused: 1, waits: 2, file: 3 } as const;

/** What a command about a carried file says, and the exit code that it ends with. */
export interface CarryAnswer {
  readonly exit: (typeof CARRY_EXIT)[keyof typeof CARRY_EXIT];
  /** For people: what happened and what to do next, one sentence a line. */
  readonly text: string;
}

/** The answer about a file that the system would not read or write; any other error is thrown on. */
export function fileAnswer(error: unknown, path: string, what: 'read' | 'written'): CarryAnswer {
  if (!(error instanceof Error && 'syscall' in error && 'code' in error)) throw error;
  return { exit: CARRY_EXIT.file, text: `${printable(path)} cannot be ${what} (${String(error.code)}).` };
}

/** Writes the file whole or not at all; one that is there is replaced. Throws what the system throws. */
export async function writeWhole(path: string, bytes: Uint8Array | string): Promise<void> {
  const beside = `${path}.${randomUUID()}`;
  try {
    const file = await open(beside, 'wx', 0o600);
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(beside, path);
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
}
