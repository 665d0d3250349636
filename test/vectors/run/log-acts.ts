import { z } from 'zod';
import { AppError, isAppError } from '../../../shared/base/app-error.ts';
import { concat, toBase64url, utf8 } from '../../../shared/base/bytes.ts';
import { portableSha256 } from '../../../shared/crypto/hash.ts';
import { verify } from '../../../shared/crypto/sign.ts';
import { parseAddCheckpoint } from '../../../shared/log/exchange/add-checkpoint.ts';
import { readAddEntries } from '../../../shared/log/exchange/add-entries-reader.ts';
import { parseMirrorInfo, parseTreeSize } from '../../../shared/log/exchange/collector-answer.ts';
import { openEnrolAnswer, openEnrolRequest } from '../../../shared/log/exchange/enrolment.ts';
import { provesPackage } from '../../../shared/log/exchange/entry-package.ts';
import { openForkEvidence, parseForkEvidence } from '../../../shared/log/exchange/fork-evidence.ts';
import { parseHeadsEntry } from '../../../shared/log/exchange/heads-entry.ts';
import { openLateHead, parseLateHead } from '../../../shared/log/exchange/late-head.ts';
import { openReceiptFile } from '../../../shared/log/exchange/receipt-file.ts';
import { readBundle } from '../../../shared/log/exchange/sync-bundle.ts';
import { openExportEnrolment } from '../../../shared/log/export/export-enrolment.ts';
import { addReceipts, openReceipts, type TrustedKeys } from '../../../shared/log/note/receipt.ts';
import { parseCosignerVkey, parseVkey, vkeyText } from '../../../shared/log/note/vkey.ts';
import { treeHasher } from '../../../shared/log/tree/tree-hash.ts';
import { parseTlogPolicy, quorumTime } from '../../../shared/log/verify/tlog-policy.ts';
import { openProvenEntry, parseTlogProof } from '../../../shared/log/verify/tlog-proof.ts';
import type { LogCrypto } from '../../../shared/log/verify/verify-log.ts';
import { act, bytes, text } from './act.ts';

/** The portable primitives, none of them Node's. */
export const PORTABLE_CRYPTO: LogCrypto = {
  sha256: portableSha256,
  tree: treeHasher(portableSha256),
  verify: (publicKey, message, signature) => {
    try {
      verify(message, signature, publicKey);
      return true;
    } catch (error) {
      if (!isAppError(error, 'crypto.bad_signature')) throw error;
      return false;
    }
  },
};

const trusted = { log: text, collectors: z.array(text) };
const texts = z.array(text);
/** Bytes in parts: base64url, or how many zeros. */
const parts = z.array(z.union([bytes, z.number().transform((zeros) => new Uint8Array(zeros))])).transform((all) => concat(...all));

async function* inPiecesOf(size: number, body: Uint8Array): AsyncGenerator<Uint8Array, undefined> {
  for (let at = 0; at < body.length; at += size) yield body.subarray(at, at + size);
  return undefined;
}

/** What an outsider does with what station and collector exchange (shared/log/FORMAT.md §7 to §10), by these primitives. */
export function logActs(crypto: LogCrypto): Readonly<Record<string, (input: unknown) => unknown>> {
  const { tree, verify } = crypto;
  function keysOf({ log, collectors }: { log: string; collectors: readonly string[] }): TrustedKeys {
    return { log: parseVkey(log, crypto.sha256), collectors: collectors.map((vkey) => parseCosignerVkey(vkey, crypto.sha256)) };
  }
  return {
    'receipts-open': act({ ...trusted, note: text }, ({ note, ...keys }) => openReceipts(note, keysOf(keys), verify)),
    'receipts-add': act({ ...trusted, checkpoint: text, answer: text }, ({ checkpoint, answer, ...keys }) =>
      addReceipts(checkpoint, answer, keysOf(keys), verify),
    ),
    'policy-parse': act({ policy: bytes, times: z.record(text, z.number()) }, ({ policy, times }) => {
      const { logs, witnesses, quorum } = parseTlogPolicy(policy, crypto.sha256);
      return {
        logs: logs.map(vkeyText),
        witnesses: witnesses.map(({ name, key }) => [name, vkeyText(key)]),
        reached: quorum && quorumTime(quorum, new Map(Object.entries(times))),
      };
    }),
    'package-prove': act(
      { start: z.number(), held: texts, leaves: texts, proof: texts, size: z.number(), root: text },
      ({ start, held, leaves, proof, size, root }) => {
        const hashed = (own: readonly string[]) => own.map((leaf) => tree.leaf(utf8(leaf)));
        const claim = { start, held: hashed(held), leafHashes: hashed(leaves), proof, head: { size, root } };
        if (!provesPackage(claim, tree)) throw new AppError('log.bad_proof', 'the package does not prove itself');
        return leaves.length;
      },
    ),
    'add-checkpoint-parse': act({ body: text }, ({ body }) => parseAddCheckpoint(utf8(body))),
    'add-entries-read': act({ body: bytes }, async ({ body }) => {
      const { header, packages } = await readAddEntries(inPiecesOf(7, body));
      const read = [];
      for await (const { start, leaves, proof } of packages) read.push({ start, leaves: leaves.map(toBase64url), proof });
      return { header: { ...header, ticket: toBase64url(header.ticket) }, packages: read };
    }),
    'mirror-info-parse': act({ body: text }, ({ body }) => {
      const { ticket, ...info } = parseMirrorInfo(utf8(body));
      return { ...info, ticket: toBase64url(ticket) };
    }),
    'tree-size-parse': act({ body: text }, ({ body }) => parseTreeSize(utf8(body))),
    'tlog-proof-open': act({ ...trusted, proof: text, leaf: text }, ({ proof, leaf, ...keys }) => {
      const { entry, ...head } = openProvenEntry(parseTlogProof(utf8(proof)), utf8(leaf), keysOf(keys), crypto);
      return { seq: entry.seq, act: entry.act, ...head };
    }),
    'bundle-read': act({ collector: text, log: text, archive: parts }, async ({ collector, log, archive }) => {
      const own = parseVkey(log, crypto.sha256);
      const keyOf = async (origin: string) => (origin === own.name ? own : null);
      const reader = { collector: parseVkey(collector, crypto.sha256), keyOf, verify };
      const { manifest, bodies } = await readBundle(inPiecesOf(700, archive), reader, crypto.sha256);
      const read = [];
      for await (const { kind, bytes: body } of bodies) read.push([kind, body.length]);
      return { ...manifest, read };
    }),
    'enrol-request-open': act({ request: text }, ({ request }) => {
      const { code, name, head, first } = openEnrolRequest(utf8(request), crypto);
      return { code, name, head, first: first.act };
    }),
    'enrol-answer-open': act({ note: text }, ({ note }) => {
      const { keys: _, ...answer } = openEnrolAnswer(note, crypto);
      return answer;
    }),
    'export-enrolment-open': act({ vkey: text, file: text }, ({ vkey, file }) => openExportEnrolment(utf8(file), vkey, crypto.sha256)),
    'late-head-open': act({ evidence: text }, ({ evidence }) => openLateHead(parseLateHead(utf8(evidence)), crypto)),
    'fork-open': act({ evidence: text }, ({ evidence }) => openForkEvidence(parseForkEvidence(utf8(evidence)), crypto)),
    'heads-entry-parse': act({ leaf: text }, ({ leaf }) => parseHeadsEntry(utf8(leaf))),
    'receipt-file-open': act({ ...trusted, file: parts }, ({ file, ...keys }) => openReceiptFile(file, keysOf(keys), verify)),
  };
}
