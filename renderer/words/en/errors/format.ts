/** Bytes, cryptography, shares, charter, credentials: what a changed or foreign file meets. */
const FILE = 'Open a copy of the vault file that is known to be good.';

export const formatErrors = {
  'bytes.not_well_formed': {
    says: 'The text holds half a character, which cannot be stored.',
    fix: 'Type it again instead of pasting it.',
  },
  'bytes.not_utf8': { says: 'This is not text.', fix: 'Choose a file of plain text, saved as UTF-8.' },
  'bytes.not_hex': { says: 'A value was damaged: it is not hexadecimal.', fix: FILE },
  'bytes.not_base64': { says: 'A value was damaged: it is not base64.', fix: FILE },

  'crypto.wrong_length': { says: 'A stored value has the wrong length.', fix: FILE },
  'crypto.bad_signature': { says: 'A signature does not match what it signs. Something was changed.', fix: FILE },
  'crypto.not_committed': { says: 'A stored value was changed: it does not match its own key.', fix: FILE },
  'crypto.did_not_open': { says: 'A stored value does not open. It was changed, or it belongs to another vault.', fix: FILE },
  'crypto.bad_parameters': { says: 'A stored value asks for settings that are not safe.', fix: FILE },
  'crypto.random_failed': {
    says: 'This machine gave no randomness, so nothing was made.',
    fix: 'Restart the machine. Do not use it for a vault if this happens again.',
  },

  'format.malformed': { says: 'A part of the file cannot be read.', named: 'A part of the file cannot be read: {{what}}.', fix: FILE },
  'format.not_canonical': { says: 'A part of the file was rewritten by another program.', fix: FILE },
  'format.unknown_version': { says: 'The file was written by a newer Halligan.', fix: 'Open it with that version, or a later one.' },
  'format.unknown_suite': {
    says: 'The file uses a kind of encryption that this Halligan does not know.',
    fix: 'Open it with a newer version.',
  },
  'format.too_large': {
    says: 'It is larger than a vault can hold.',
    named: '{{what}} is larger than a vault can hold.',
    fix: 'The most is 16 MiB for a file.',
  },

  'share.wrong_length': {
    says: 'A share has the wrong length, so it was not used.',
    named: 'The share of {{member}} has the wrong length, so it was not used.',
    fix: 'Ask another custodian, and re-share the compartment afterwards.',
  },
  'share.bad_index': {
    says: 'A share carries a number that no share has, so it was not used.',
    named: 'The share of {{member}} carries a number that no share has, so it was not used.',
    fix: 'Ask another custodian, and re-share the compartment afterwards.',
  },
  'share.duplicate_index': {
    says: 'The same share came twice.',
    named: 'The share of {{member}} came twice.',
    fix: 'Ask a custodian who has not contributed yet.',
  },
  'share.wrong_set': {
    says: 'A share is out of date, so it was not used.',
    named: 'The share of {{member}} is out of date, so it was not used.',
    fix: 'Ask another custodian.',
  },
  'share.wrong_commitment': {
    says: 'A share was changed, so it was not used.',
    named: 'The share of {{member}} was changed, so it was not used.',
    fix: 'Ask another custodian, and re-share the compartment afterwards.',
  },
  'share.too_few': {
    says: 'There are not yet enough shares.',
    named: 'There are {{have}} shares, and {{need}} are needed.',
    fix: 'Ask the next custodian.',
  },
  'share.did_not_combine': {
    says: 'The shares do not fit together, so nothing was opened.',
    named: 'The shares of {{compartment}} do not fit together, so nothing was opened.',
    fix: 'Ask a further custodian. If it stays so, open a copy of the vault file that is known to be good.',
  },
  'share.did_not_open': {
    says: 'A share did not open.',
    named: 'The share of {{member}} did not open.',
    fix: 'Ask for their other key, or ask another custodian.',
    namedFix: 'Ask {{member}} for the other key, or ask another custodian.',
  },
  'share.wrong_path': {
    says: 'A share belongs to another place in the rule, so it was not used.',
    named: 'The share of {{member}} belongs to another place in the rule, so it was not used.',
    fix: 'Ask another custodian, and re-share the compartment afterwards.',
  },

  'charter.bad_signature': {
    says: 'A signature on the charter is not good.',
    named: 'The signature of {{member}} on the charter is not good.',
    fix: FILE,
  },
  'charter.not_enough_signers': {
    says: 'The charter was not signed by everyone it needs.',
    fix: 'Have the missing people sign, or open the version before it.',
  },
  'charter.wrong_version': { says: 'A version of the charter is missing.', fix: FILE },
  'charter.wrong_vault': { says: 'The charter belongs to another vault.', fix: FILE },
  'charter.broken_chain': { says: 'The versions of the charter do not follow from one another.', fix: FILE },
  'charter.inconsistent': { says: 'The charter contradicts itself.', named: 'The charter contradicts itself: {{what}}.', fix: FILE },
  'credential.bad_signature': {
    says: 'This credential is not signed by a steward of this vault. It may have been put there by someone else.',
    fix: 'Do not use it. Ask the steward who keeps this system for the right one.',
  },
  'credential.wrong_place': {
    says: 'This credential was moved here from another place.',
    fix: 'Do not use it. Ask the steward who keeps this system.',
  },
  'credential.unknown_depositor': {
    says: 'Nobody in the charter deposited this credential.',
    fix: 'Do not use it. Ask the steward who keeps this system.',
  },
} as const;
