import type { ErrorCode } from '../../shared/base/error-codes.ts';

/** The HTTP status of each refusal, shared/log/FORMAT.md §12. A code that is missing here is a bug of the collector. */
const STATUS: Partial<Record<ErrorCode, number>> = {
  'log.bad_body': 400,
  'log.bad_bundle': 400,
  'log.bad_checkpoint': 400,
  'log.bad_enrolment': 400,
  'format.unknown_version': 400,
  'collector.wrong_request': 400,
  'collector.not_signed_in': 401,
  'collector.passkey_refused': 401,
  'collector.role_missing': 403,
  'collector.other_site': 403,
  'collector.link_unknown': 403,
  'collector.link_used': 403,
  'collector.link_expired': 403,
  'collector.bad_signature': 403,
  'collector.frozen': 403,
  'collector.not_active': 403,
  'collector.code_unknown': 403,
  'collector.code_used': 403,
  'collector.code_expired': 403,
  'collector.unknown_log': 404,
  'collector.not_found': 404,
  'log.unknown_entry': 404,
  'collector.gap': 409,
  'collector.origin_taken': 409,
  'collector.last_administrator': 409,
  'collector.words_differ': 409,
  'log.body_too_large': 413,
  'log.entry_too_large': 413,
  'collector.forked': 422,
  'collector.other_collector': 422,
  'log.bad_proof': 422,
  'log.entry_malformed': 422,
  'log.not_canonical': 422,
  'log.wrong_log': 422,
  'log.wrong_position': 422,
  'log.disclosure_differs': 422,
  'collector.too_many': 503,
  'collector.other_head': 503,
  'collector.cannot_write': 503,
};

/** The HTTP status of a refusal; 500 for a code that no request should lead to. */
export function statusOf(code: ErrorCode): number {
  return STATUS[code] ?? 500;
}
