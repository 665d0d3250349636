/**
 * The closed union of every expected refusal. `room.what` in the past or as a state; one sentence a code in the
 * renderer's catalogue, so a code without words does not compile. A code is never renamed once released.
 */
export const ERROR_CODES = [
  // A bug: whatever else was thrown. Its message goes to the developer's console, never to the log.
  'internal',

  'bytes.not_well_formed', 'bytes.not_utf8', 'bytes.not_hex', 'bytes.not_base64',

  // crypto
  'crypto.wrong_length', 'crypto.bad_signature', 'crypto.not_committed', 'crypto.did_not_open', 'crypto.bad_parameters',
  'crypto.random_failed',

  // formats
  'format.malformed', 'format.not_canonical', 'format.unknown_version', 'format.unknown_suite', 'format.too_large',
  'share.wrong_length', 'share.bad_index', 'share.duplicate_index', 'share.wrong_set', 'share.wrong_commitment',
  'share.too_few', 'share.did_not_combine', 'share.did_not_open', 'share.wrong_path',
  'charter.bad_signature', 'charter.not_enough_signers', 'charter.wrong_version', 'charter.wrong_vault', 'charter.broken_chain', 'charter.inconsistent',
  'credential.bad_signature', 'credential.wrong_place', 'credential.unknown_depositor',

  // rules and policy
  'rule.empty', 'rule.threshold_out_of_range', 'rule.too_deep', 'rule.too_many_leaves', 'rule.unknown_member',
  'rule.repeated_member', 'rule.not_a_custodian', 'rule.one_person_suffices', 'rule.one_loss_locks',
  'policy.minutes_out_of_range', 'policy.out_of_range', 'policy.passphrase_required', 'policy.role_missing',

  // ceremony
  'ceremony.not_declared', 'ceremony.already_declared', 'ceremony.lapsed', 'ceremony.not_gathering', 'ceremony.not_open',
  'ceremony.already_contributed', 'ceremony.requester_may_not_approve', 'ceremony.not_a_holder', 'ceremony.stale_request',
  'ceremony.reason_missing', 'ceremony.scope_empty', 'ceremony.operator_unknown', 'ceremony.mixed_drill',
  'ceremony.incident_missing', 'ceremony.requester_unknown', 'ceremony.unknown_compartment', 'ceremony.cannot_be_met',
  'ceremony.no_quorum', 'ceremony.already_extending',
  'window.closed', 'window.out_of_scope', 'window.unknown_field', 'window.busy',
  'closing.not_rotated', 'closing.operator_may_not_classify', 'closing.nothing_to_close',
  'closing.not_retested', 'closing.not_classified', 'closing.not_an_auditor', 'closing.unknown_exposure',

  // the log
  'log.cannot_write', 'log.full', 'log.moved', 'log.fork', 'log.rollback', 'log.tampered', 'log.token_missing',
  'log.entry_too_large', 'log.entry_malformed', 'log.bad_checkpoint', 'log.unknown_entry',
  'log.not_canonical', 'log.wrong_position', 'log.wrong_log', 'log.entry_changed', 'log.entry_missing', 'log.bad_genesis',
  'log.result_differs', 'log.drill_differs', 'log.anchor_differs', 'log.disclosure_differs', 'log.export_unreadable',

  // the vault file
  'vault.not_found', 'vault.not_a_vault', 'vault.newer_version', 'vault.damaged', 'vault.in_use', 'vault.half_founded',
  'vault.exists', 'vault.read_only', 'vault.disk_full', 'vault.none_open', 'vault.older_than_seen', 'vault.practice_only',
  'vault.name_missing',

  // security keys
  'key.cancelled', 'key.timed_out', 'key.not_verified', 'key.no_prf', 'key.prf_differs', 'key.wrong_member',
  'key.already_enrolled', 'key.unknown', 'key.removed', 'key.bad_response', 'key.no_pin_dialog', 'key.not_supported',
  'key.did_not_unwrap', 'key.wrong_passphrase', 'key.simulated_refused', 'key.real_refused',

  // founding
  'founding.none', 'founding.step_incomplete', 'founding.no_custodians', 'founding.key_missing', 'founding.not_all_signed',
  'founding.share_not_proven', 'founding.sentence_differs', 'founding.duplicate_name', 'founding.not_rehearsed',
  'founding.no_compartments',

  // deposit and import
  'desk.closed', 'desk.role_missing', 'deposit.field_missing', 'deposit.bad_otpauth', 'deposit.bad_key', 'deposit.file_too_large',
  'deposit.file_unreadable', 'deposit.unknown_compartment', 'deposit.unknown_credential', 'deposit.empty', 'deposit.field_malformed',
  'import.unreadable', 'import.no_header', 'import.has_errors', 'import.empty', 'import.stale',
  'import.column_missing', 'import.ragged_row', 'import.unknown_kind', 'import.no_secret', 'import.two_secrets', 'import.duplicate_row', 'import.field_unused',

  // processes and borders
  'strongroom.gone', 'strongroom.timed_out', 'strongroom.bad_envelope', 'strongroom.not_ready',
  'call.unknown', 'call.bad_input', 'call.bad_output', 'call.wrong_sender', 'call.not_allowed', 'call.not_now',
  'host.no_browser', 'host.no_display', 'host.window_failed', 'host.clipboard_failed', 'host.file_not_written',
  'host.second_instance',
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

const KNOWN: ReadonlySet<string> = new Set(ERROR_CODES);

/** True when `text` is a code of this version: a code from a border is checked before it is believed. */
export function isErrorCode(text: string): text is ErrorCode {
  return KNOWN.has(text);
}
