/** `readable` leaves out what people confuse when it is read aloud or copied by hand: 0 O o, 1 l I i. */
const ALPHABETS = {
  readable: 'abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789',
  all: Array.from({ length: 94 }, (_, i) => String.fromCharCode(33 + i)).join(''),
} as const;
export type Alphabet = keyof typeof ALPHABETS;

/** A password of `length` signs, each as likely as the others. `random` fills bytes, as `crypto.getRandomValues` does. */
export function makePassword(length: number, alphabet: Alphabet, random: (bytes: Uint8Array<ArrayBuffer>) => void): string {
  const signs = ALPHABETS[alphabet];
  // What lies above the largest multiple would make the first signs likelier: drawn again.
  const limit = 256 - (256 % signs.length);
  let password = '';
  const bytes = new Uint8Array(64);
  while (password.length < length) {
    random(bytes);
    for (const byte of bytes) {
      if (byte < limit && password.length < length) password += signs.charAt(byte % signs.length);
    }
  }
  bytes.fill(0);
  return password;
}
