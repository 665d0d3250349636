import { toBase64url, utf8 } from '../../../shared/base/bytes.ts';
import { sealCaead } from '../../../shared/crypto/caead.ts';
import { pae } from '../../../shared/crypto/pae.ts';
import { type DirectoryRecord, sealRecord } from '../../../shared/format/directory.ts';
import { makeId } from '../../../shared/format/ids.ts';
import { at, FOUNDED_AT, flipped, sampleVault } from '../../harness/format/sample-vault.ts';
import { refusedCase, type VectorCase, type VectorFile } from '../run/vector-case.ts';

const compartment = 'c_AAAAAAAAAAAAAAAAAAAAAA';
const RECORDS: readonly DirectoryRecord[] = [
  {
    kind: 'credential',
    title: 'core-1 console',
    system: 'Core routers',
    owner: 'Network',
    compartment,
    credentialKind: 'login',
    fields: ['username', 'password'],
    updatedAt: FOUNDED_AT,
  },
  { kind: 'system', name: 'Core routers', owner: '', note: 'Two of them,\none a site.' },
  {
    kind: 'playbook',
    title: 'Ring is split',
    compartment,
    systems: ['Core routers'],
    steps: [{ text: 'Call the NOC', detail: '', checkpoint: true }],
  },
  { kind: 'contact', name: 'NOC', role: 'on call', reach: ['+49 30 1234'] },
];

/** Directory records and the directory key (shared/format/FORMAT.md §9, §6). */
export async function directoryVectors(): Promise<VectorFile> {
  const sample = await sampleVault({ seed: 'vectors: directory', members: 2, decoys: 'without' });
  const { vault, random, directoryKey: key } = sample;
  const good = RECORDS.map((record): VectorCase => {
    const { id, kind, sealed } = sealRecord({ key, vault, id: makeId(record.kind, random), record, random });
    return {
      name: `a ${record.kind}`,
      class: 'ok',
      do: 'record-open',
      in: { vault, key: toBase64url(key), id, kind, sealed: toBase64url(sealed) },
    };
  });
  const title = at(good, 0);
  const sealed = String(title.in['sealed']);
  const inner = (text: string): Record<string, string> => ({
    sealed: toBase64url(sealCaead(key, utf8(text), pae(['halligan/v1 directory', vault, String(title.in['id']), 'credential']), random)),
  });
  const [member, stranger] = [at(sample.people, 0), at(sample.people, 1)];
  const keyCase: VectorCase = {
    name: 'the directory key, opened by a member',
    class: 'ok',
    do: 'directory-key-open',
    in: {
      vault,
      member: member.id,
      generation: 1,
      sealed: at(sample.charter.directory.sealed, 0).sealed,
      kemSecretKey: toBase64url(member.keys.kem.secretKey),
    },
  };
  return {
    about: 'Directory records under the directory key, and that key as it is sealed to members.',
    cases: [
      ...good,
      refusedCase(title, 'another directory key', 'crypto.not_committed', { key: toBase64url(random(32)) }),
      refusedCase(title, 'in another vault', 'crypto.did_not_open', { vault: 'v_AAAAAAAAAAAAAAAAAAAAAA' }),
      refusedCase(title, 'under another id', 'crypto.did_not_open', { id: makeId('credential', random) }),
      refusedCase(title, 'as another kind', 'crypto.did_not_open', { kind: 'contact' }),
      refusedCase(title, 'nonce changed', 'crypto.not_committed', { sealed: flipped(sealed, 5) }),
      refusedCase(title, 'ciphertext changed', 'crypto.did_not_open', { sealed: flipped(sealed, 60) }),
      refusedCase(title, 'cut', 'crypto.did_not_open', { sealed: sealed.slice(0, 200) }),
      refusedCase(title, 'too short', 'crypto.wrong_length', { sealed: sealed.slice(0, 80) }),
      refusedCase(title, 'not JSON inside', 'format.malformed', inner('{')),
      refusedCase(title, 'a later version inside', 'format.unknown_version', inner('{"v":2,"suite":1}')),
      refusedCase(
        title,
        'another kind inside',
        'format.malformed',
        inner('{"v":1,"suite":1,"kind":"contact","name":"NOC","role":"","reach":[]}'),
      ),
      refusedCase(
        title,
        'white space inside',
        'format.not_canonical',
        inner('{"v":1,"suite":1,"kind":"contact","name":"NOC","role":"","reach":[] }'),
      ),
      keyCase,
      refusedCase(keyCase, 'with another member’s key', 'crypto.not_committed', { kemSecretKey: toBase64url(stranger.keys.kem.secretKey) }),
      refusedCase(keyCase, 'as another member’s', 'crypto.not_committed', { member: stranger.id }),
      refusedCase(keyCase, 'of another generation', 'crypto.not_committed', { generation: 2 }),
      refusedCase(keyCase, 'in another vault', 'crypto.not_committed', { vault: 'v_AAAAAAAAAAAAAAAAAAAAAA' }),
    ],
  };
}
