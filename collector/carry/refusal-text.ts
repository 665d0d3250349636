import type { AppError } from '../../shared/base/app-error.ts';
import type { ErrorCode } from '../../shared/base/error-codes.ts';

const AGAIN = 'Make the file again at the station. What was taken before stays, and is not needed twice.';
const CHANGED = 'The file was changed, or is not whole.';

/** What happened, and the fix, of a file that was carried here. */
const TEXTS: Partial<Record<ErrorCode, readonly [happened: string, fix: string]>> = {
  'log.bad_bundle': [CHANGED, AGAIN],
  'log.bad_body': [CHANGED, AGAIN],
  'log.body_too_large': ['The file is longer than such a file can be.', AGAIN],
  'log.bad_proof': ['The entries are not those that the station signed.', 'Tell the security team, and keep the file.'],
  'log.entry_malformed': ['The station signed an entry that is none.', 'Tell the security team, and keep the file.'],
  'log.not_canonical': ['The station signed an entry that is none.', 'Tell the security team, and keep the file.'],
  'log.wrong_log': ['The station signed an entry of another log.', 'Tell the security team, and keep the file.'],
  'log.wrong_position': ['The station signed an entry in a wrong place.', 'Tell the security team, and keep the file.'],
  'log.entry_too_large': ['The station signed an entry that is too large.', 'Tell the security team, and keep the file.'],
  'log.disclosure_differs': [
    'The entries were taken, but words in the file are not those that the entries commit to.',
    'Make the file again at the station, and bring both to the security team.',
  ],
  'log.bad_enrolment': ['This is not a request to be enrolled that holds.', 'Make the file again at the station.'],
  'format.unknown_version': ['A newer version of the app made this file.', 'Update the collector.'],
  'collector.unknown_log': ['The collector does not know this log.', 'Enrol the station first: bring its file .henroll.'],
  'collector.bad_signature': ['The file is not signed by the station that it names.', 'Make it again at the station.'],
  'collector.other_collector': ['The file is for another collector.', 'Carry it there, or make it again for this one.'],
  'collector.not_active': ['The station is not let in yet.', 'Compare its six words, approve it, and bring the file again.'],
  'collector.frozen': ['The log is frozen: nothing more of it is taken.', 'See why on the collector’s page.'],
  'collector.forked': [
    'The file and what is here are two histories of one log. Both were kept as evidence, and the log is frozen.',
    'Tell the security team: the station, or a copy of it, wrote two histories.',
  ],
  'collector.other_head': ['The log is being received from elsewhere at this moment.', 'Bring the file again in a while.'],
  'collector.origin_taken': ['The log is here under another key.', 'Tell the security team: two stations claim one name.'],
  'collector.code_unknown': [
    'The code in the file was never given out here.',
    'Make the file without a code, or with one of this collector.',
  ],
  'collector.code_used': ['The code in the file was used before.', 'Make the file without a code, or with a new one.'],
  'collector.code_expired': ['The code in the file is too old.', 'Make the file without a code, or with a new one.'],
  'collector.cannot_write': ['The collector cannot write to its disk or database.', 'Make room there, and bring the file again.'],
};

/** Lines for people: the sentence, the fix, and where in the file the fault is. */
export function refusalText({ code, detail, message }: AppError): string {
  const [happened, fix] = TEXTS[code] ?? ['The file was not taken.', `Report this: ${code}, ${message}`];
  return [...(code === 'collector.gap' ? gapLines(detail['next']) : [happened, ...badEntries(detail), fix]), `(${code})`].join('\n');
}

function gapLines(next: unknown): string[] {
  return [
    `The collector has the first ${String(next)} entries of this log, and the file does not go on from there.`,
    'Make the file again at the station, with every entry from there on.',
  ];
}

function badEntries({ entry, last }: AppError['detail']): string[] {
  if (entry === undefined) return [];
  return [`The first bad entry is ${entry === last ? entry : `one of ${entry} to ${last}`}; all before it are good.`];
}
