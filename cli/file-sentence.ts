import type { AppError } from '../shared/base/app-error.ts';
import type { ErrorCode } from '../shared/base/error-codes.ts';

const SENTENCES: Partial<Record<ErrorCode, string>> = {
  'vault.not_found': 'The file is not there.',
  'vault.not_a_vault': 'This is not a vault file. Name a folder that Halligan exported, or a file that ends in .halligan.',
  'vault.newer_version': 'A newer version of Halligan made this file. Use that version.',
  'vault.damaged': 'The file is damaged. Try the copy that you keep elsewhere; if the app has it open, close it there and try again.',
  'vault.read_only': 'The file may not be read. Ask its owner, or read a copy.',
  'vault.disk_full': 'There is no room for a copy of the file. Set TMPDIR to a folder on a disk that has.',
  'log.export_unreadable':
    'This is not an exported log, or not all of one: events.jsonl, checkpoint and vkey must be in it, and all may be read.',
};

/** What a file's refusal means for the person at the terminal, with the fix. */
export function fileSentence(error: AppError): string {
  return SENTENCES[error.code] ?? `The file cannot be read (${error.code}).`;
}
