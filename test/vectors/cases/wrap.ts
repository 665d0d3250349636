import { toBase64url } from '../../../shared/base/bytes.ts';
import { type WrapSecrets, wrapSeed, writeWrap } from '../../../shared/format/wrap.ts';
import { seededRandom } from '../../harness/base/seeded-random.ts';
import { flipped } from '../../harness/format/sample-vault.ts';
import { refusedCase, type VectorCase, type VectorFile } from '../run/vector-case.ts';

/** A member seed under a security key (shared/format/FORMAT.md §5). */
export function wrapVectors(): VectorFile {
  const random = seededRandom('vectors: wraps');
  const place = { vault: 'v_AAAAAAAAAAAAAAAAAAAAAA', member: 'm_AAAAAAAAAAAAAAAAAAAAAA', key: toBase64url(random(48)) };
  const seed = random(32);
  const prfOutput = random(32);
  const passphraseKey = random(32);
  function good(name: string, secrets: WrapSecrets): { one: VectorCase; wrap: ReturnType<typeof wrapSeed> } {
    const wrap = wrapSeed({ seed, secrets, place, random });
    const key = secrets.passphraseKey === null ? null : toBase64url(secrets.passphraseKey);
    const input = { ...place, prfOutput: toBase64url(secrets.prfOutput), passphraseKey: key, wrap: writeWrap(wrap) };
    return { one: { name, class: 'ok', do: 'unwrap', in: input }, wrap };
  }
  const plain = good('without a passphrase', { prfOutput, passphraseKey: null });
  const both = good('with a passphrase', { prfOutput, passphraseKey });
  const text = writeWrap(plain.wrap);
  return {
    about: 'A member seed, unwrapped with the PRF output of a security key and the key of a passphrase. Bytes are base64url.',
    cases: [
      plain.one,
      refusedCase(plain.one, 'the PRF output of another key', 'key.did_not_unwrap', { prfOutput: toBase64url(random(32)) }),
      refusedCase(plain.one, 'in another vault', 'key.did_not_unwrap', { vault: 'v_AAAAAAAAAAAAAAAAAAAAAQ' }),
      refusedCase(plain.one, 'of another member', 'key.did_not_unwrap', { member: 'm_AAAAAAAAAAAAAAAAAAAAAQ' }),
      refusedCase(plain.one, 'under another key id', 'key.did_not_unwrap', { key: toBase64url(random(48)) }),
      refusedCase(plain.one, 'salt changed', 'key.did_not_unwrap', { wrap: writeWrap({ ...plain.wrap, salt: flipped(plain.wrap.salt) }) }),
      refusedCase(plain.one, 'sealed seed changed', 'key.did_not_unwrap', {
        wrap: writeWrap({ ...plain.wrap, sealed: flipped(plain.wrap.sealed, 80) }),
      }),
      refusedCase(plain.one, 'a passphrase where none is set', 'key.wrong_passphrase', { passphraseKey: toBase64url(passphraseKey) }),
      refusedCase(plain.one, 'white space', 'format.not_canonical', { wrap: ` ${text}` }),
      refusedCase(plain.one, 'another order of fields', 'format.not_canonical', {
        wrap: text.replace('"passphrase":false,', '').replace('}', ',"passphrase":false}'),
      }),
      refusedCase(plain.one, 'an unknown field', 'format.malformed', { wrap: text.replace('}', ',"more":1}') }),
      both.one,
      refusedCase(both.one, 'another passphrase', 'key.wrong_passphrase', { passphraseKey: toBase64url(random(32)) }),
      refusedCase(both.one, 'no passphrase', 'key.wrong_passphrase', { passphraseKey: null }),
      refusedCase(both.one, 'the flag turned off', 'key.did_not_unwrap', {
        passphraseKey: null,
        wrap: writeWrap({ ...both.wrap, passphrase: false }),
      }),
    ],
  };
}
