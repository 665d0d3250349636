/** Security keys. */
export const keyErrors = {
  'key.cancelled': {
    says: 'The touch was cancelled, or this key is not one that will do.',
    fix: 'Check the number on the key, then touch again.',
  },
  'key.timed_out': { says: 'No key was touched in time.', fix: 'Plug the key in, start again, and touch it when it blinks.' },
  'key.not_verified': {
    says: 'The key was touched, but did not check its PIN or finger.',
    fix: 'Set a PIN on the key, then touch again and enter it.',
  },
  'key.no_prf': {
    says: 'The key answered, but gave no secret, so it opens nothing.',
    fix: 'Use a key that supports hmac-secret (FIDO2), with its PIN set.',
  },
  'key.prf_differs': {
    says: 'The key gave two different secrets, so it was not taken.',
    fix: 'Do not use this key. Register another one.',
  },
  'key.wrong_member': {
    says: 'This key belongs to someone else.',
    named: 'This key belongs to {{owner}}, not to {{member}}.',
    fix: 'Touch the key of the person who is named on the screen.',
    namedFix: 'Ask {{member}} for their own key.',
  },
  'key.already_enrolled': { says: 'This key is already registered.', fix: 'Take another key.' },
  'key.unknown': { says: 'This vault does not know this key.', fix: 'Touch a key that was registered here.' },
  'key.removed': {
    says: 'This key was removed from the vault.',
    named: 'This key of {{member}} was removed from the vault.',
    fix: 'Touch a key that is still in force.',
  },
  'key.bad_response': { says: 'The key’s answer does not hold.', fix: 'Unplug the key, plug it in again and touch once more.' },
  'key.not_supported': { says: 'This window cannot use security keys.', fix: 'Start Halligan in its own window, or in the rescue host.' },
  'key.did_not_unwrap': {
    says: 'The key is right, but what it protects was changed.',
    fix: 'Touch the spare key, or open a copy of the vault file that is known to be good.',
  },
  'key.wrong_passphrase': {
    says: 'The key is right, the passphrase is not.',
    fix: 'Check Caps Lock and the keyboard’s language, and type it again.',
  },
  'key.simulated_refused': { says: 'Simulated keys are for practice vaults only.', fix: 'Use a real security key.' },
} as const;
