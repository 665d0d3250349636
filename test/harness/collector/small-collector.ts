/** A collector of one log in memory, behind a real socket: shared/log/FORMAT.md §12 with the readers of shared/log, and faults to order. */
import { X509Certificate } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { createGunzip } from 'node:zlib';
import { logKey } from '../../../core/hash/log-key.ts';
import { nodeTreeHasher, sha256, verifyEd25519 } from '../../../core/hash/node-hash.ts';
import { parseCollectorAddress } from '../../../core/sync/collector-address.ts';
import { CollectorClient } from '../../../core/sync/collector-client.ts';
import { toHex } from '../../../shared/base/bytes.ts';
import { parseAddCheckpoint } from '../../../shared/log/exchange/add-checkpoint.ts';
import { readAddEntries } from '../../../shared/log/exchange/add-entries-reader.ts';
import { writeMirrorInfo, writeTreeSize } from '../../../shared/log/exchange/collector-answer.ts';
import { PACKAGE_ENTRIES, provesPackage } from '../../../shared/log/exchange/entry-package.ts';
import { type Head, openCheckpoint } from '../../../shared/log/note/checkpoint.ts';
import { type Cosigner, receiptLine } from '../../../shared/log/note/receipt.ts';
import { cosignerKey } from '../../../shared/log/note/vkey.ts';
import { provesConsistency } from '../../../shared/log/tree/proof.ts';
import { openProvenEntry, parseTlogProof } from '../../../shared/log/verify/tlog-proof.ts';
import { NODE_CRYPTO, SIGNER } from '../log/sample-log.ts';
import { CERTIFICATE } from './certificates.ts';

export function cosigner(seed: number): Cosigner {
  const key = logKey(new Uint8Array(32).fill(seed));
  return { key: cosignerKey('collector.example/m1', key.publicKey, sha256), sign: key.sign };
}

type Reply = readonly [status: number, type: string, body: Uint8Array | string];
const TIME = 1_764_034_567;

export class SmallCollector {
  head: Head | null = null;
  readonly leaves: Uint8Array[] = [];
  /** How many entries came that were here already. */
  again = 0;
  /** Packages of each body, in order. */
  readonly bodies: number[] = [];
  /** The alerts, in order. `after`: how many bodies of entries had come by then. */
  readonly told: { readonly seq: number; readonly act: string; readonly bytes: number; readonly after: number }[] = [];
  signs: Cosigner = cosigner(9);
  /** Instead of the answer; null lets it be. `cut`: the connection ends after the work was done. */
  onReply: (path: string, reply: Reply) => Reply | 'cut' = (_, reply) => reply;
  readonly #server: Server;

  private constructor() {
    this.#server = createServer(CERTIFICATE, (request, response) => {
      void this.#answer(request).then((reply) => {
        const said = this.onReply(request.url ?? '', reply);
        if (said === 'cut') request.socket.destroy();
        else response.writeHead(said[0], { 'content-type': said[1] }).end(said[2]);
      });
    });
  }

  static async start(): Promise<SmallCollector> {
    const collector = new SmallCollector();
    await new Promise<void>((resolve) => collector.#server.listen(0, '127.0.0.1', resolve));
    return collector;
  }

  client(): CollectorClient {
    const { port } = this.#server.address() as AddressInfo;
    const pin = toHex(sha256(new X509Certificate(CERTIFICATE.cert).publicKey.export({ type: 'spki', format: 'der' })));
    const to = { address: parseCollectorAddress(`https://127.0.0.1:${port}`), pin };
    return new CollectorClient(to, { wall: Date.now }, new AbortController().signal);
  }

  stop(): void {
    this.#server.close();
  }

  async #answer(request: IncomingMessage): Promise<Reply> {
    if (request.url === '/w/add-entries') return this.#entries(request);
    const parts: Buffer[] = [];
    for await (const part of request as AsyncIterable<Buffer>) parts.push(part);
    if (request.url === '/v1/alert') return this.#alert(Buffer.concat(parts));
    const { oldSize, proof, checkpoint } = parseAddCheckpoint(Buffer.concat(parts));
    const head = openCheckpoint(checkpoint, SIGNER.key, verifyEd25519);
    const size = this.head?.size ?? 0;
    if (oldSize !== size) return [409, 'text/x.tlog.size', writeTreeSize(size)];
    const claim = { oldSize, oldRoot: this.head?.root ?? '', size: head.size, root: head.root, proof };
    if (this.head !== null && !provesConsistency(claim, nodeTreeHasher)) return refusal(422, 'collector.forked');
    this.head = head;
    return [200, 'text/plain', ''];
  }

  #alert(body: Uint8Array): Reply {
    const proof = parseTlogProof(body);
    const { entry } = openProvenEntry(proof, proof.extra ?? new Uint8Array(), { log: SIGNER.key, collectors: [] }, NODE_CRYPTO);
    const known = this.told.some(({ seq }) => seq === entry.seq);
    this.told.push({ seq: entry.seq, act: entry.act, bytes: body.length, after: this.bodies.length });
    return [known ? 200 : 202, 'application/json', JSON.stringify({ v: 1, id: `a${entry.seq}`, at: TIME * 1000 })];
  }

  async #entries(request: IncomingMessage): Promise<Reply> {
    const { header, packages } = await readAddEntries(request.pipe(createGunzip()));
    const { head } = this;
    if (head === null) return refusal(404, 'collector.unknown_log');
    const info = (): Uint8Array => writeMirrorInfo({ end: head.size, next: this.leaves.length, ticket: Uint8Array.of(7) });
    if (header.end !== head.size || header.start > this.leaves.length) return [409, 'text/x.tlog.mirror-info', info()];
    let count = 0;
    for await (const { start, leaves, proof } of packages) {
      count += 1;
      const held = this.leaves.slice(start - (start % PACKAGE_ENTRIES), start).map(nodeTreeHasher.leaf);
      if (!provesPackage({ start, held, leafHashes: leaves.map(nodeTreeHasher.leaf), proof, head }, nodeTreeHasher))
        return refusal(422, 'log.bad_proof');
      const known = this.leaves.length - start;
      this.again += Math.min(known, leaves.length);
      this.leaves.push(...leaves.slice(known));
    }
    this.bodies.push(count);
    if (this.leaves.length < head.size) return [202, 'text/x.tlog.mirror-info', info()];
    return [200, 'text/plain', receiptLine(head, TIME, this.signs)];
  }
}

export function refusal(status: number, code: string): Reply {
  return [status, 'application/json', JSON.stringify({ v: 1, code, sentence: 'No.' })];
}
