/** The desk, deposits and imports. */
export const stewardErrors = {
  'desk.closed': { says: 'Nobody sits at the desk.', fix: 'Touch your key to sit down.' },
  'desk.role_missing': {
    says: 'Your role does not allow this.',
    named: 'This needs the role of {{role}}.',
    fix: 'Ask someone who has it.',
  },
  'deposit.field_missing': { says: 'A field is missing.', named: '{{field}} is missing.', fix: 'Fill it in.' },
  'deposit.field_malformed': {
    says: 'A field cannot be read.',
    named: '{{field}} cannot be read.',
    fix: 'Paste it once more, whole and without anything else.',
  },
  'deposit.bad_otpauth': {
    says: 'That is not a one-time code set-up.',
    fix: 'Paste the whole address that begins with otpauth://totp/, or scan its QR code.',
  },
  'deposit.file_too_large': { says: 'The file is too large.', fix: '16 MiB is the most.' },
  'deposit.file_unreadable': { says: 'The file cannot be read.', fix: 'Check that it is still there and that you may read it.' },
  'deposit.unknown_compartment': {
    says: 'There is no such compartment.',
    named: 'There is no compartment called {{compartment}}.',
    fix: 'Choose one that the charter has.',
  },
  'deposit.unknown_credential': { says: 'The credential that this replaces is not there.', fix: 'Store it as a new one.' },
  'import.unreadable': { says: 'The file is not a table.', fix: 'Save it as CSV (UTF-8) and choose it again.' },
  'import.no_header': {
    says: 'The first line does not name the columns.',
    fix: 'Begin with a line such as title,system,compartment,username,password.',
  },
  'import.has_errors': { says: 'Some rows have errors, so nothing was stored.', fix: 'Mend them in the file and choose it again.' },
  'import.empty': { says: 'The table has no rows.', fix: 'Choose another file.' },
  'import.stale': { says: 'The file was read too long ago.', fix: 'Choose it again.' },
  'import.column_missing': { says: 'A column is missing.', named: 'The column {{column}} is missing.', fix: 'Add it to the first line.' },
  'import.ragged_row': { says: 'The row has more or fewer cells than the first line.', fix: 'Put text that holds commas in quotes.' },
  'import.unknown_kind': {
    says: 'That kind of credential is not known.',
    named: 'There is no kind called {{kind}}.',
    fix: 'Use login, totp, ssh-key, x509, recovery-codes or note.',
  },
  'import.no_secret': { says: 'The row has no secret in it.', fix: 'Fill in a password, a code set-up, a key, codes or a note.' },
  'import.two_secrets': { says: 'The row has secrets of two kinds.', fix: 'Make two rows of it.' },
  'import.field_unused': {
    says: 'A cell does not belong to this kind of credential.',
    named: '{{column}} does not belong to this kind of credential.',
    fix: 'Empty the cell, or change the kind.',
  },
  'import.duplicate_row': { says: 'The row is there twice.', fix: 'Remove one of them, or change its title.' },
} as const;
