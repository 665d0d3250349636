/** An entry in the words of the app. */

import { logSentence, type Part } from '../../../renderer/log/sentence.ts';
import { isAppError } from '../../../shared/base/app-error.ts';
import { utf8 } from '../../../shared/base/bytes.ts';
import type { LogRow } from '../../../shared/contract/calls.ts';
import { logRowOf } from '../../../shared/contract/log-row.ts';
import { type Entry, parseEntry } from '../../../shared/log/leaf/entry.ts';
import type { Words } from '../../console/answers.ts';
import { pageWords } from '../words/words.ts';

/** The entry of a leaf; null where a newer version wrote it. */
export function entryOfLeaf(leaf: string): Entry | null {
  try {
    return parseEntry(utf8(leaf));
  } catch (error) {
    if (isAppError(error)) return null;
    throw error;
  }
}

/** Its sentence, with the words that were uploaded for it. */
export function entrySentence(entry: Entry | null, said: Words): readonly Part[] {
  return entry === null ? [{ text: pageWords.station.newer, strong: false }] : logSentence(rowOf(entry, said), (id) => id);
}

function rowOf(entry: Entry, said: Words): LogRow {
  const reason = 'reason' in entry.sd ? { reason: pageWords.notUploaded } : {};
  return logRowOf(entry, { ...reason, ...said }, (id) => pageWords.member(id));
}
