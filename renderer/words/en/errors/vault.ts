/** The vault file and its founding. */
export const vaultErrors = {
  'vault.not_found': {
    says: 'There is no file at that place.',
    named: 'There is no file at {{path}}.',
    fix: 'Look for it on the disk or the stick where it was kept, and open it from there.',
  },
  'vault.not_a_vault': { says: 'That file is not a vault.', fix: 'Choose a file whose name ends in .halligan.' },
  'vault.newer_version': { says: 'The vault was written by a newer Halligan.', fix: 'Open it with that version, or a later one.' },
  'vault.damaged': { says: 'The vault file is damaged.', fix: 'Open another copy of it. Keep this one: parts may still be readable.' },
  'vault.in_use': { says: 'The vault is open in another program.', fix: 'Close it there first.' },
  'vault.half_founded': { says: 'That vault was never finished.', fix: 'Go on with its founding, or discard it.' },
  'vault.exists': { says: 'There is already a file of that name.', fix: 'Choose another name or folder.' },
  'vault.read_only': {
    says: 'The vault cannot be written: its file or folder is read-only.',
    fix: 'Copy it to a disk that can be written, and open it there.',
  },
  'vault.disk_full': { says: 'The disk is full, so nothing was changed.', fix: 'Free some space and try again.' },
  'vault.none_open': { says: 'No vault is open.', fix: 'Open a vault first.' },
  'vault.older_than_seen': {
    says: 'This is an older copy: this station has seen a newer charter.',
    fix: 'Look for the newer file. An old copy may name people and rules that are no longer in force.',
  },
  'vault.name_missing': { says: 'The vault has no name.', fix: 'Give it the name that people in your organisation use.' },

  'founding.none': { says: 'No founding is under way.', fix: 'Start one from the first screen.' },
  'founding.step_incomplete': { says: 'This step is not complete.', fix: 'Finish what is marked, then go on.' },
  'founding.no_custodians': { says: 'There are too few custodians.', fix: 'Name at least two, and better five.' },
  'founding.key_missing': {
    says: 'Someone has no security key yet.',
    named: '{{member}} has no security key yet.',
    fix: 'Register at least one key for each member.',
  },
  'founding.not_all_signed': { says: 'Not everyone has signed.', named: '{{member}} has not signed.', fix: 'Ask them to touch their key.' },
  'founding.share_not_proven': {
    says: 'A share is not proven to open.',
    named: 'The share of {{member}} is not proven to open.',
    fix: 'Ask them to touch their key once more.',
  },
  'founding.sentence_differs': { says: 'The sentence is not the same.', fix: 'Type it exactly as it is shown.' },
  'founding.duplicate_name': { says: 'Two have the same name.', named: 'Two are called {{name}}.', fix: 'Make the names differ.' },
  'founding.not_rehearsed': { says: 'The first rehearsal has not been done.', fix: 'Open the decoys with a quorum once.' },
  'founding.no_compartments': { says: 'There is no compartment yet.', fix: 'Add at least one.' },
} as const;
