import { u64 } from '../../../shared/base/big-endian.ts';
import { concat, utf8 } from '../../../shared/base/bytes.ts';
import { portableSha256 } from '../../../shared/crypto/hash.ts';
import { sign, signingKeyPair } from '../../../shared/crypto/sign.ts';
import { unverifiedHead } from '../../../shared/log/note/checkpoint.ts';
import { signatureLine } from '../../../shared/log/note/note.ts';
import { type Cosigner, receiptLine } from '../../../shared/log/note/receipt.ts';
import { cosignerKey, vkeyText } from '../../../shared/log/note/vkey.ts';
import { KEY, sampleLog, signedLog, VKEY } from '../../harness/log/sample-log.ts';
import { refusedCase, type VectorCase, type VectorFile } from '../run/vector-case.ts';

export const RECEIPT_TIME = 1_764_034_400;

/** A collector whose key is made from a seed of this byte. */
export function sampleCollector(name: string, seed: number): Cosigner {
  const { publicKey, secretKey } = signingKeyPair(new Uint8Array(32).fill(seed));
  return { key: cosignerKey(name, publicKey, portableSha256), sign: (message) => sign(message, secretKey) };
}

/** Receipts on a checkpoint (shared/log/FORMAT.md §7). */
export function receiptVectors(): VectorFile {
  const { checkpoint, leaves } = sampleLog();
  const head = unverifiedHead(checkpoint);
  const body = checkpoint.slice(0, checkpoint.indexOf('\n\n') + 1);
  const first = sampleCollector('collector.example/m1', 21);
  const second = sampleCollector('collector.example/m2', 22);
  const stranger = sampleCollector('other.example/m1', 23);
  const renewed = sampleCollector('collector.example/m1', 24);
  const line = receiptLine(head, RECEIPT_TIME, first);
  const later = receiptLine(head, RECEIPT_TIME + 60, first);
  const foreign = receiptLine(head, RECEIPT_TIME, stranger);
  const keys = { log: VKEY, collectors: [vkeyText(first.key), vkeyText(second.key)] };

  const made = (time: Uint8Array, signature: Uint8Array) => signatureLine(first.key, concat(time, signature));
  const at = (said: string, time: Uint8Array) => made(time, first.sign(utf8(`cosignature/v1\ntime ${said}\n${body}`)));
  const time = u64(RECEIPT_TIME);
  const text = `cosignature/v1\ntime ${RECEIPT_TIME}\n${body}`;

  const open = (name: string, note: string): VectorCase => ({ name, class: 'ok', do: 'receipts-open', in: { ...keys, note } });
  const one = open('one receipt', checkpoint + line);
  const refused = (name: string, note: string) => refusedCase(one, name, 'log.bad_receipt', { note });
  const added: VectorCase = { name: 'one line', class: 'ok', do: 'receipts-add', in: { ...keys, checkpoint, answer: line } };
  const notAdded = (name: string, answer: string) => refusedCase(added, name, 'log.bad_receipt', { answer });
  const malformed = (name: string, note: string) => refusedCase(one, name, 'log.bad_checkpoint', { note });
  return {
    about: 'Receipts of collectors on a checkpoint. log and collectors are the vkeys that the reader trusts.',
    cases: [
      one,
      open('none', checkpoint),
      open('two collectors', checkpoint + receiptLine(head, RECEIPT_TIME + 7, second) + line),
      open('an unknown key is passed over', checkpoint + foreign + line),
      open('a known name with an unknown key is passed over', checkpoint + receiptLine(head, RECEIPT_TIME, renewed)),
      open('a known key id under another name is passed over', checkpoint + line.replace('/m1', '/m9')),
      open('twice by one key: the earlier time', checkpoint + later + line),
      {
        name: 'an old and a new key of one name: the earlier time',
        class: 'ok',
        do: 'receipts-open',
        in: {
          log: VKEY,
          collectors: [vkeyText(first.key), vkeyText(renewed.key)],
          note: checkpoint + later + receiptLine(head, 9, renewed),
        },
      },
      refused('over another size', checkpoint + receiptLine({ ...head, size: 9 }, RECEIPT_TIME, first)),
      refused('over another root', checkpoint + receiptLine({ ...head, root: '00'.repeat(32) }, RECEIPT_TIME, first)),
      refused('over another log', checkpoint + receiptLine({ ...head, origin: `${head.origin}0` }, RECEIPT_TIME, first)),
      refused('one that holds and one that does not', checkpoint + line + receiptLine({ ...head, size: 11 }, RECEIPT_TIME, first)),
      refused('signed by another key', checkpoint + made(time, stranger.sign(utf8(text)))),
      refused('signed by the log', checkpoint + made(time, KEY.sign(utf8(text)))),
      refused('without its first two lines under the signature', checkpoint + made(time, first.sign(utf8(body)))),
      refused('another time beside the signature', checkpoint + made(u64(RECEIPT_TIME + 1), first.sign(utf8(text)))),
      refused('a time with a leading zero under the signature', checkpoint + at(`0${RECEIPT_TIME}`, time)),
      refused('no time', checkpoint + signatureLine(first.key, first.sign(utf8(body)))),
      refused('time zero', checkpoint + at('0', new Uint8Array(8))),
      refused('a time past the safe integers', checkpoint + at('9007199254740992', Uint8Array.of(0, 0x20, 0, 0, 0, 0, 0, 0))),
      refused('the last time of 64 bits', checkpoint + at('18446744073709551615', new Uint8Array(8).fill(255))),
      refused('a byte too few', checkpoint + made(time, first.sign(utf8(text)).slice(1))),
      refused('a byte too many', checkpoint + made(time, concat(first.sign(utf8(text)), Uint8Array.of(0)))),
      refusedCase(one, 'one key under two names', 'log.bad_receipt', {
        collectors: [vkeyText(first.key), vkeyText(sampleCollector('collector.example/twin', 21).key)],
      }),
      refusedCase(one, 'the key of the log as a collector’s', 'log.bad_receipt', {
        collectors: [vkeyText(cosignerKey('collector.example/own', KEY.publicKey, portableSha256))],
      }),
      refusedCase(one, 'the vkey of a log as a collector’s', 'log.bad_receipt', { collectors: [VKEY] }),
      refusedCase(one, 'the vkey of a collector with a changed key id', 'log.bad_receipt', {
        collectors: [vkeyText(first.key).replace(/\+[0-9a-f]{8}\+/, '+00000000+')],
      }),
      refusedCase(one, 'the vkey of a collector as the log’s', 'log.bad_checkpoint', { log: vkeyText(first.key) }),
      malformed('no line by the log', `${body}\n${line}`),
      malformed('a checkpoint of another size', checkpoint.replace('\n10\n', '\n11\n') + line),
      malformed('a line without its newline', (checkpoint + line).trimEnd()),
      malformed('an empty line after the receipts', `${checkpoint}${line}\n`),
      malformed('a line of four bytes', `${checkpoint}— other.example/m1 AAAAAA==\n`),
      malformed('a line of no base64', `${checkpoint}— other.example/m1 A\n`),
      malformed('a control character in a name', checkpoint + foreign.replace('other', 'o\u0007ther')),
      malformed('33 lines', checkpoint + foreign.repeat(32)),
      added,
      {
        name: 'a line that is there already',
        class: 'ok',
        do: 'receipts-add',
        in: { ...keys, checkpoint: checkpoint + line, answer: later },
      },
      { name: 'only the lines of known keys', class: 'ok', do: 'receipts-add', in: { ...keys, checkpoint, answer: foreign + line } },
      notAdded('nothing', ''),
      notAdded('no newline', line.trimEnd()),
      notAdded('a size', '10\n'),
      notAdded('an unknown key alone', foreign),
      notAdded('a line for another size', receiptLine({ ...head, size: 9 }, RECEIPT_TIME, first)),
      notAdded('a line that holds and one that does not', line + receiptLine({ ...head, size: 9 }, RECEIPT_TIME, second)),
      notAdded('a malformed line of an unknown key', `${line}— other.example/m1 A\n`),
      refusedCase(added, 'to a smaller checkpoint of the log', 'log.bad_receipt', { checkpoint: signedLog(leaves.slice(0, 9)).checkpoint }),
    ],
  };
}
