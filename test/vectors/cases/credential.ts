import { fromBase64url, toBase64url } from '../../../shared/base/bytes.ts';
import { type CredentialHead, sealCredential } from '../../../shared/format/credential.ts';
import type { CredentialContent } from '../../../shared/format/credential-content.ts';
import { describeFile, sealChunks } from '../../../shared/format/credential-file.ts';
import { at, FOUNDED_AT, flipped, sampleVault } from '../../harness/format/sample-vault.ts';
import { refusedCase, type VectorCase, type VectorFile } from '../run/vector-case.ts';

const CONTENTS: readonly CredentialContent[] = [
  {
    kind: 'login',
    address: 'https://core-1.example',
    username: 'admin',
    password: 'pass "word" — é',
    otpauth: 'otpauth://totp/core-1?secret=JBSWY3DPEHPK3PXP',
    extra: [{ label: 'enable', value: 'secret 15', secret: true }],
  },
  { kind: 'totp', otpauth: 'otpauth://totp/dns?secret=JBSWY3DPEHPK3PXP&period=60' },
  { kind: 'ssh-key', privateKey: '-----BEGIN OPENSSH PRIVATE KEY-----\n…', passphrase: '', publicKey: 'ssh-ed25519 AAAA' },
  { kind: 'x509', privateKey: '-----BEGIN PRIVATE KEY-----\n…', certificates: '-----BEGIN CERTIFICATE-----\n…' },
  { kind: 'recovery-codes', codes: ['1234-5678', '8765-4321'] },
  { kind: 'note', text: 'The breaker is behind the second rack.\n' },
];

/** Credentials and file contents (shared/format/FORMAT.md §8). */
export async function credentialVectors(): Promise<VectorFile> {
  const sample = await sampleVault({ seed: 'vectors: credentials', members: 2 });
  const { random, vault } = sample;
  const [compartment, other] = [at(sample.compartments, 0), at(sample.compartments, 1)];
  const depositor = at(sample.people, 0);
  const signers = Object.fromEntries(sample.people.map(({ id, keys }) => [id, toBase64url(keys.signing.publicKey)]));
  const head = (kind: CredentialHead['kind'], id: string): CredentialHead => ({
    vault,
    compartment: compartment.id,
    id,
    version: 1,
    kind,
    depositor: depositor.id,
    depositedAt: FOUNDED_AT,
  });
  function stored(content: CredentialContent, id: string): VectorCase {
    const signingSecretKey = depositor.keys.signing.secretKey;
    const own = head(content.kind, id);
    const credential = sealCredential({ head: own, content, compartmentPublicKey: compartment.keys.publicKey, signingSecretKey, random });
    const sealed = { sealed: toBase64url(credential.sealed), signature: toBase64url(credential.signature) };
    const compartmentSecretKey = toBase64url(compartment.keys.secretKey);
    return { name: `a ${content.kind}`, class: 'ok', do: 'credential-open', in: { ...own, ...sealed, compartmentSecretKey, signers } };
  }
  const contents = random(150_000).fill(0x61, 0, 149_000);
  const described = describeFile('firmware.bin', contents, random);
  const good = CONTENTS.map((content, i) => stored(content, `x_AAAAAAAAAAAAAAAAAAAAA${'AQgw'[i % 4]}`));
  const login = at(good, 0);
  const note = at(good, 5);
  const place = { vault, compartment: compartment.id, id: 'x_AAAAAAAAAAAAAAAAAAAAAA', version: 1 };
  const chunks = [...sealChunks({ place, file: described, contents, random })].map(toBase64url);
  const small = random(100);
  const smallFile = describeFile('pin.txt', small, random);
  const smallChunks = [...sealChunks({ place, file: smallFile, contents: small, random })].map(toBase64url);
  const file: VectorCase = {
    name: 'the contents of a file',
    class: 'ok',
    do: 'chunks-open',
    in: { ...place, file: smallFile, chunks: smallChunks },
  };
  const [sealed, signature] = [String(login.in['sealed']), String(login.in['signature'])];
  const long = refusedCase(file, '', '', { file: described });
  const longCase = (name: string, code: string, given: readonly (string | undefined)[], more: object = {}): VectorCase =>
    refusedCase(long, name, code, { chunks: given.map((chunk) => chunk?.slice(0)), ...more });
  return {
    about:
      'Credentials: head, sealed and signature as stored, the compartment’s secret key, and every member’s signing key. File chunks in order.',
    cases: [
      ...good,
      stored(smallFile, 'x_AAAAAAAAAAAAAAAAAAAAAA'),
      ...(['vault', 'compartment', 'id'] as const).map((field) =>
        refusedCase(login, `passed off as of another ${field}`, 'credential.bad_signature', { [field]: `${field[0]}_other` }),
      ),
      refusedCase(login, 'passed off as version 2', 'credential.bad_signature', { version: 2 }),
      refusedCase(login, 'passed off as deposited later', 'credential.bad_signature', { depositedAt: FOUNDED_AT + 1 }),
      refusedCase(login, 'passed off as a note', 'credential.bad_signature', { kind: 'note' }),
      refusedCase(login, 'passed off as by another member', 'credential.bad_signature', { depositor: at(sample.people, 1).id }),
      refusedCase(login, 'by nobody', 'credential.unknown_depositor', { signers: {} }),
      refusedCase(login, 'sealed bytes changed', 'credential.bad_signature', { sealed: flipped(sealed, 1200) }),
      refusedCase(login, 'a bucket cut off', 'credential.bad_signature', { sealed: toBase64url(fromBase64url(sealed).slice(0, -256)) }),
      refusedCase(login, 'signature changed', 'credential.bad_signature', { signature: flipped(signature, 40) }),
      refusedCase(login, 'signature cut', 'credential.bad_signature', { signature: toBase64url(fromBase64url(signature).slice(1)) }),
      refusedCase(login, 'with the signature of another credential', 'credential.bad_signature', { signature: note.in['signature'] }),
      refusedCase(login, 'with another compartment’s key', 'credential.wrong_place', {
        compartmentSecretKey: toBase64url(other.keys.secretKey),
      }),
      file,
      refusedCase(file, 'no chunk', 'format.malformed', { chunks: [] }),
      refusedCase(file, 'a chunk twice', 'format.malformed', { chunks: [...smallChunks, ...smallChunks] }),
      refusedCase(file, 'of another version', 'crypto.did_not_open', { version: 2 }),
      refusedCase(file, 'of another credential', 'crypto.did_not_open', { id: 'x_AAAAAAAAAAAAAAAAAAAAAQ' }),
      refusedCase(file, 'a chunk changed', 'crypto.did_not_open', { chunks: [flipped(at(smallChunks, 0), 100)] }),
      refusedCase(file, 'another key', 'crypto.not_committed', { file: { ...smallFile, key: described.key } }),
      refusedCase(file, 'another hash', 'format.malformed', { file: { ...smallFile, sha256: described.sha256 } }),
      refusedCase(file, 'another size', 'format.malformed', { file: { ...smallFile, size: 99 } }),
      longCase('cut after its first chunk, size and number made to fit', 'crypto.did_not_open', [chunks[0]], {
        file: { ...described, chunks: 1, size: 65_536 },
      }),
    ],
  };
}
