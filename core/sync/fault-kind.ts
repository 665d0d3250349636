import type { ErrorCode } from '../../shared/base/error-codes.ts';
import type { CollectorFault } from '../../shared/contract/collector-view.ts';

const KINDS: Partial<Record<ErrorCode, CollectorFault['kind']>> = {
  'network.none': 'no-network',
  'network.name_unknown': 'no-network',
  'network.portal': 'portal',
  'network.wrong_certificate': 'wrong-certificate',
  'network.refused': 'not-answering',
  'network.timed_out': 'not-answering',
  'network.cut': 'cut',
  'network.bad_answer': 'bad-answer',
  'collector.too_many': 'busy',
  'collector.frozen': 'frozen',
  'collector.forked': 'forked',
  'collector.ahead': 'older-copy',
  'collector.lost_entries': 'lost',
  'log.bad_receipt': 'bad-answer',
  'log.bad_enrolment': 'bad-answer',
};

/** What kind of fault it is to a person. */
export function faultKind(code: ErrorCode): CollectorFault['kind'] {
  return KINDS[code] ?? (code.startsWith('collector.') && code !== 'collector.keys_changed' ? 'refused' : 'here');
}

/** These say something of who is at the other side, or of this log: they go into the log, once each time they begin. */
const LOGGED: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'network.wrong_certificate',
  'log.bad_receipt',
  'log.bad_proof',
  'log.anchor_differs',
  'log.bad_enrolment',
  'collector.unknown_log',
  'collector.bad_signature',
  'collector.not_active',
  'collector.frozen',
  'collector.forked',
  'collector.ahead',
  'collector.lost_entries',
]);

export function isLogged(code: ErrorCode): boolean {
  return LOGGED.has(code);
}
