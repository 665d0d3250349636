import { logKey } from '../../../core/hash/log-key.ts';
import { nodeTreeHasher, sha256 } from '../../../core/hash/node-hash.ts';
import { writeEnrolRequest } from '../../../shared/log/exchange/enrolment.ts';
import { encodeEntry } from '../../../shared/log/leaf/entry.ts';
import { buildEntry, type EntryDraft } from '../../../shared/log/leaf/entry-draft.ts';
import { signCheckpoint } from '../../../shared/log/note/checkpoint.ts';
import { noteKey, vkeyText } from '../../../shared/log/note/vkey.ts';
import { CLOCK, STATION, seeded } from '../log/sample-log.ts';

/** What another station would send with a code that it overheard. */
export function otherStation(code: string): Uint8Array {
  const key = logKey(new Uint8Array(32).fill(8));
  const name = 'halligan.localhost/v_test/s_other/1';
  const signer = { key: noteKey(name, key.publicKey, sha256), sign: key.sign };
  const vkey = vkeyText(signer.key);
  const draft: EntryDraft = { act: 'log.genesis', out: 'ok', d: { vkey, key_kind: 'file', reason: 'founded' } };
  const at = { station: { ...STATION, log: name, dev: 's_other' }, seq: 0, clock: CLOCK };
  const genesis = encodeEntry(buildEntry(draft, at, { random: seeded('other'), sha256 }).entry);
  const checkpoint = signCheckpoint({ origin: name, size: 1, root: nodeTreeHasher.leaf(genesis) }, signer);
  return writeEnrolRequest({ code, name: 'Another', vkey, app: '0.1.0', checkpoint, genesis, proof: [] }, signer, sha256);
}
