/** The audit log. */
const EVIDENCE = 'Keep this file as it is, and work from a copy that verifies.';
const VERSIONS = 'Check that this Halligan and the collector are of the same version, then try again.';

export const logErrors = {
  'log.cannot_write': {
    says: 'The log cannot be written, so nothing was done.',
    fix: 'Check the disk and the permissions of the vault’s folder, then try again.',
  },
  'log.full': {
    says: 'The disk is full. What is open can still be sealed, and nothing new can begin.',
    fix: 'Free some space on the disk of the vault.',
  },
  'log.moved': {
    says: 'The vault file was moved or replaced while it was open, so everything was sealed.',
    fix: 'Put it back in its place and open it again.',
  },
  'log.fork': { says: 'Another program wrote to this log, so nothing more is written.', fix: EVIDENCE },
  'log.rollback': {
    says: 'This file is older than the one this station last saw.',
    fix: 'Look for the newer file. If it is lost, say so in the incident: the entries since are missing.',
  },
  'log.tampered': { says: 'The log was changed.', named: 'The log was changed at entry {{seq}}.', fix: EVIDENCE },
  'log.token_missing': { says: 'The step was not written to the log first, so it was not done.', fix: 'Try again.' },
  'log.entry_too_large': { says: 'The entry is too long for the log.', fix: 'Shorten the reason.' },
  'log.entry_malformed': { says: 'An entry of the log cannot be read.', named: 'Entry {{seq}} of the log cannot be read.', fix: EVIDENCE },
  'log.bad_checkpoint': { says: 'The signature on the log’s head is not good.', fix: EVIDENCE },
  'log.unknown_entry': { says: 'There is no such entry.', fix: 'Choose it in the list again.' },
  'log.not_canonical': {
    says: 'An entry was rewritten by another program.',
    named: 'Entry {{seq}} was rewritten by another program.',
    fix: EVIDENCE,
  },
  'log.wrong_position': { says: 'An entry stands in the wrong place.', named: 'Entry {{seq}} stands in the wrong place.', fix: EVIDENCE },
  'log.wrong_log': { says: 'An entry belongs to another log.', named: 'Entry {{seq}} belongs to another log.', fix: EVIDENCE },
  'log.entry_changed': { says: 'An entry was changed.', named: 'Entry {{seq}} was changed.', fix: EVIDENCE },
  'log.entry_missing': { says: 'An entry is missing.', named: 'Entry {{seq}} is missing.', fix: EVIDENCE },
  'log.bad_genesis': { says: 'The log does not begin as a log begins.', fix: EVIDENCE },
  'log.result_differs': { says: 'A result does not belong to what was announced before it.', fix: EVIDENCE },
  'log.drill_differs': { says: 'An entry of a drill is mixed with one of an emergency.', fix: EVIDENCE },
  'log.anchor_differs': { says: 'The log differs from what another station or a person wrote down earlier.', fix: EVIDENCE },
  'log.disclosure_differs': { says: 'A name or reason does not match the log.', fix: EVIDENCE },
  'log.export_unreadable': { says: 'That folder holds no exported log.', fix: 'Choose the folder with events.jsonl in it.' },
  'log.bad_receipt': {
    says: 'The collector’s receipt is not good, so it was not kept.',
    fix: 'Send the log again. If it happens again, ask the people who run the collector.',
  },
  'log.bad_policy': {
    says: 'The policy cannot be used: a line of it is malformed, or names what it does not define.',
    fix: 'Ask whoever gave you the policy for the file as it was.',
  },
  'log.not_received': {
    says: 'No receipt says that the collectors have all of this log.',
    fix: 'Send the log to the collector, then export it again.',
  },
  'log.bad_proof': { says: 'Entries came with a proof that does not lead to the signed log, so they were not taken.', fix: EVIDENCE },
  'log.bad_body': { says: 'What the other side sent cannot be read, so it was not taken.', fix: VERSIONS },
  'log.body_too_large': { says: 'The other side sent more at once than it may, so the rest was not taken.', fix: VERSIONS },
} as const;
