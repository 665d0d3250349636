/** Kinds of credential and their fields, wherever they are named. */
export const credentialWords = {
  kinds: {
    login: 'Login with password',
    totp: 'One-time code (TOTP)',
    'ssh-key': 'SSH key',
    x509: 'Certificate and key (X.509)',
    'recovery-codes': 'Recovery codes',
    note: 'Note',
    file: 'File',
  },
  fields: {
    address: 'Address',
    username: 'User name',
    password: 'Password',
    otpauth: 'One-time code',
    privateKey: 'Private key',
    passphrase: 'Passphrase of the key',
    publicKey: 'Public key',
    certificates: 'Certificates',
    codes: 'Recovery codes',
    text: 'Text',
    name: 'File name',
    size: 'Size',
    sha256: 'SHA-256',
  },
} as const;
