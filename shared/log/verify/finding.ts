import type { ErrorCode } from '../../base/error-codes.ts';

/** One thing that does not hold, for a person: a stable code, the entry where one can be named, and a sentence. */
export interface Finding {
  /** The entry's index; null when it is about the log as a whole. */
  readonly seq: number | null;
  readonly code: ErrorCode;
  readonly sentence: string;
}

const ENTRY_SENTENCES: Partial<Record<ErrorCode, string>> = {
  'format.unknown_version': 'was written by a newer version of Halligan, or its act was changed.',
  'log.entry_changed': 'was changed: its bytes are not those that were signed.',
  'log.entry_missing': 'is missing: the signed head counts it, and the log ends before it.',
  'log.export_unreadable': 'is cut off: its line has no end.',
  'log.entry_too_large': 'is larger than any entry may be.',
  'log.entry_malformed': 'does not have the fields of an entry.',
  'log.not_canonical': 'is not in the canonical form: its bytes were written by something else.',
  'log.wrong_position': 'is not the one that belongs here: an entry before it was removed, added or moved.',
  'log.wrong_log': 'belongs to another log.',
  'log.bad_genesis': 'does not begin this log as it must, or begins it again.',
  'log.result_differs': 'is a result without its own intent, or a second result.',
  'log.drill_differs': 'says drill or practice otherwise than the entries that it belongs to.',
  'log.disclosure_differs': 'does not hold the words that the disclosure says.',
};

/** A finding about one entry. */
export function entryFinding(seq: number, code: ErrorCode): Finding {
  return { seq, code, sentence: `Entry ${seq} ${ENTRY_SENTENCES[code] ?? 'does not hold.'}` };
}

/** A finding about the whole. */
export function logFinding(code: ErrorCode, sentence: string): Finding {
  return { seq: null, code, sentence };
}
