import { utf8 } from '../../shared/base/bytes.ts';
import { unverifiedHead } from '../../shared/log/note/checkpoint.ts';
import { receiptLine } from '../../shared/log/note/receipt.ts';
import { cosignerKey, noteKey, vkeyText } from '../../shared/log/note/vkey.ts';
import type { Pick } from '../harness/base/pick.ts';
import { KEY, NODE_CRYPTO, STATION, STORY, sampleLog, signedLog, VKEY } from '../harness/log/sample-log.ts';
import { RECEIPT_TIME, sampleCollector } from '../vectors/cases/receipt.ts';
import { type ExportFiles, filesOf } from './export-files.ts';

/** An export with receipts, and the policy that it is asked with. */
export interface PolicyCase {
  readonly name: string;
  readonly files: ExportFiles;
  /** By name: files of `receipts/`. */
  readonly receipts: Readonly<Record<string, string>>;
  readonly policy: string | Uint8Array;
}

/** Random receipts, some forged, cut or by strangers, under random quorums. Needs `cryptoReady`. */
export function policyCases(count: number, pick: Pick): PolicyCase[] {
  const log = sampleLog([...STORY, { act: 'sync.receipt', out: 'ok' }, { act: 'log.export', out: 'ok' }]);
  const collectors = [21, 22, 23].map((seed) => sampleCollector(`collector.example/m${seed}`, seed));
  const witnesses = collectors.map(({ key }, i) => `witness w${i} ${vkeyText(key)}\n`).join('');
  const otherKey = collectors[0]?.key.publicKey ?? new Uint8Array(32);
  const logs = [`log ${VKEY}\n`, '', `log ${vkeyText(noteKey(STATION.log, KEY.publicKey, NODE_CRYPTO.sha256))} url\n`];
  const odd = [
    `log ${vkeyText(noteKey('other', otherKey, NODE_CRYPTO.sha256))}\nquorum none\n`,
    `witness own ${vkeyText(cosignerKey('own', KEY.publicKey, NODE_CRYPTO.sha256))}\nquorum own\n`,
    'quorum nobody\n',
  ];
  const quorums = ['none', 'w0', 'any', 'two', 'all', 'nested'];
  const groups: Readonly<Record<string, string>> = {
    any: 'group any any w0 w1 w2\n',
    two: 'group two 2 w0 w1 w2\n',
    all: 'group all all w0 w1 w2\n',
    nested: 'group pair any w0 w1\ngroup nested all pair w2\n',
  };
  const note = (size: number): string => {
    const { checkpoint } = signedLog(log.leaves.slice(0, size));
    let text = checkpoint;
    for (const who of [...collectors, sampleCollector('stranger', 29)].filter(() => pick.once(2))) {
      const head = { ...unverifiedHead(checkpoint), ...(pick.once(25) ? { size: 99 } : {}) };
      text += receiptLine(head, pick.once(25) ? 2 ** 53 - 1 - pick.below(9) : RECEIPT_TIME + pick.below(1e6), who);
    }
    return pick.once(25) ? text.replace('/1\n', '/2\n') : text;
  };
  return Array.from({ length: count }, (_, n) => {
    const cut = pick.of([6, 10, 11, 12, 12]);
    const receipts: Record<string, string> = {};
    for (let k = pick.below(4); k > 0; k--) {
      const size = 1 + pick.below(12);
      receipts[String(pick.once(25) ? size + 1 : size)] = note(size);
    }
    const quorum = pick.of(quorums);
    const { leaves, disclosures } = log;
    const whole = signedLog(
      leaves.slice(0, cut),
      disclosures.filter(({ seq }) => seq < cut),
    );
    return {
      name: `random receipts ${n}`,
      files: { ...filesOf(whole), checkpoint: utf8(note(cut)) },
      receipts: pick.once(20) ? { ...receipts, 'notes.txt': 'x' } : receipts,
      policy: pick.once(15) ? pick.of(odd) : `${pick.of(logs)}${witnesses}${groups[quorum] ?? ''}quorum ${quorum}\n`,
    };
  });
}
