import { copyOf, fromUtf8, toBase64 } from '../../../shared/base/bytes.ts';
import { portableSha256 } from '../../../shared/crypto/hash.ts';
import { parseEntry } from '../../../shared/log/leaf/entry.ts';
import { type Json, jcsBytes } from '../../../shared/log/leaf/jcs.ts';
import { unverifiedHead } from '../../../shared/log/note/checkpoint.ts';
import { receiptLine } from '../../../shared/log/note/receipt.ts';
import { vkeyText } from '../../../shared/log/note/vkey.ts';
import { inclusionProof } from '../../../shared/log/tree/proof.ts';
import { treeHasher } from '../../../shared/log/tree/tree-hash.ts';
import { writeTlogProof } from '../../../shared/log/verify/tlog-proof.ts';
import { type SampleLog, STATION, sampleLog, signedLog, VKEY } from '../../harness/log/sample-log.ts';
import { refusedCase, type VectorCase, type VectorFile } from '../run/vector-case.ts';
import { RECEIPT_TIME, sampleCollector } from './receipt.ts';

const tree = treeHasher(portableSha256);

/** The proof of one entry with a receipt on its checkpoint, and the leaf. */
function proofOf({ leaves, leafHashes, checkpoint }: SampleLog, index: number): { proof: string; leaf: string } {
  const collector = sampleCollector('collector.example/m1', 21);
  const leaf = copyOf(leaves[index] ?? new Uint8Array());
  const received = checkpoint + receiptLine(unverifiedHead(checkpoint), RECEIPT_TIME, collector);
  const proof = writeTlogProof({ index, proof: inclusionProof(leafHashes, index, tree), checkpoint: received, extra: leaf });
  return { proof: fromUtf8(proof), leaf: fromUtf8(leaf) };
}

/** The proof of one entry (shared/log/FORMAT.md §10). */
export function tlogProofVectors(): VectorFile {
  const log = sampleLog();
  const collector = sampleCollector('collector.example/m1', 21);
  const keys = { log: VKEY, collectors: [vkeyText(collector.key)] };
  const good = (name: string, made: { proof: string; leaf: string }): VectorCase => ({
    name,
    class: 'ok',
    do: 'tlog-proof-open',
    in: { ...keys, ...made },
  });
  const unseal = proofOf(log, 5);
  const one = good('an unsealing', unseal);
  const changed = (name: string, code: string, from: string | RegExp, to: string) =>
    refusedCase(one, name, code, { proof: unseal.proof.replace(from, to) });
  const bad = (name: string, from: string | RegExp, to: string) => changed(name, 'log.bad_body', from, to);
  const signed = (change: Record<string, unknown>) =>
    proofOf(signedLog(log.leaves.map((leaf, i) => (i === 5 ? jcsBytes({ ...parseEntry(leaf), ...change } as Json) : leaf))), 5); // JSON with a field changed is JSON
  const hash = `${toBase64(new Uint8Array(32))}\n`;
  return {
    about: 'The proof of one entry, offline. log and collectors are the vkeys that the reader trusts; leaf is the entry itself.',
    cases: [
      one,
      good('without extra data', { ...unseal, proof: unseal.proof.replace(/extra .*\n/, '') }),
      good('a log of one entry', proofOf(sampleLog([]), 0)),
      refusedCase(one, 'another entry of the log', 'log.bad_proof', { leaf: proofOf(log, 6).leaf }),
      refusedCase(one, 'the entry with one digit changed', 'log.bad_proof', { leaf: unseal.leaf.replace('"seq":5', '"seq":6') }),
      changed('another index', 'log.bad_proof', 'index 5', 'index 4'),
      changed('an index past the log', 'log.bad_proof', 'index 5', 'index 10'),
      changed('a hash left out', 'log.bad_proof', /(index 5\n).*\n/, '$1'),
      changed('a hash added', 'log.bad_proof', 'index 5\n', `index 5\n${hash}`),
      changed('the checkpoint of another size', 'log.bad_checkpoint', '\n10\n', '\n11\n'),
      changed('a receipt with a changed signature', 'log.bad_receipt', /(m1 .{20})./, '$1A'),
      refusedCase(one, 'another log’s key', 'log.bad_checkpoint', { log: vkeyText({ ...collector.key, name: STATION.log }) }),
      refusedCase(one, 'an entry that says another log', 'log.wrong_log', signed({ log: STATION.log.replace(/1$/, '2') })),
      refusedCase(one, 'an entry that says another place', 'log.wrong_position', signed({ seq: 6 })),
      refusedCase(one, 'an entry with a wrong field', 'log.entry_malformed', signed({ drill: 'no' })),
      refusedCase(one, 'an entry of a newer version', 'format.unknown_version', signed({ v: 2 })),
      bad('another version of the format', '@v1', '@v2'),
      bad('no index', 'index 5\n', ''),
      bad('a leading zero', 'index 5', 'index 05'),
      bad('the index before the extra data', /(extra .*\n)(index 5\n)/, '$2$1'),
      bad('extra data twice', /(extra .*\n)/, '$1$1'),
      bad('empty extra data', /extra .*\n/, 'extra \n'),
      bad('64 hashes', 'index 5\n', `index 5\n${hash.repeat(60)}`),
      bad('no blank line', '\n\n', '\n'),
      bad('no checkpoint', /\n\n[\s\S]*$/, '\n\n'),
      changed('16,385 bytes of extra data', 'log.body_too_large', /extra .*\n/, `extra ${toBase64(new Uint8Array(16_385))}\n`),
    ],
  };
}
