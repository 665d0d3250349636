/** Hostile stations, many at once: `PORT CONNECTIONS SECONDS`. Prints how often each answer came, as JSON. */
import { connect, type TLSSocket } from 'node:tls';
import { gzipSync } from 'node:zlib';
import { nodeTreeHasher } from '../../core/hash/node-hash.ts';
import { concat, utf8 } from '../../shared/base/bytes.ts';
import { writeAddCheckpoint } from '../../shared/log/add-checkpoint.ts';
import { writeAddEntries } from '../../shared/log/add-entries.ts';
import { u16, u64 } from '../../shared/log/big-endian.ts';
import { chunkTree, entryPackages } from '../../shared/log/entry-package.ts';
import { consistencyProof } from '../../shared/log/proof.ts';
import { type SampleLog, STATION, signedLog } from '../log/sample-log.ts';
import { ENROLLED, hostileLog } from './hostile-log.ts';

interface Attack {
  readonly path: string;
  readonly body: Uint8Array;
  readonly packed?: true;
  /** Sent in pieces with pauses, and never to its end. */
  readonly slow?: true;
}

const WHOLE = hostileLog(ENROLLED);
const EMPTY = new Uint8Array();
const cut = (size: number): SampleLog => signedLog(WHOLE.leaves.slice(0, size));
const far = new Uint8Array(8).fill(255);

function uploadOf(log: SampleLog, start: number): Uint8Array {
  const packages = entryPackages(chunkTree(log.leafHashes, nodeTreeHasher), start, log.leaves.slice(start)).take(32);
  return concat(...writeAddEntries({ origin: STATION.log, start, end: log.leaves.length, ticket: EMPTY }, packages));
}

/** The header of an upload with these eight bytes each for its start and its end. */
function header(start: Uint8Array, end: Uint8Array): Uint8Array {
  const origin = utf8(STATION.log);
  return concat(u16(origin.length), origin, start, end, u16(0));
}

function attacks(): Attack[] {
  const begin = header(new Uint8Array(8), u64(ENROLLED));
  const head = (log: SampleLog, oldSize: number) =>
    writeAddCheckpoint({ oldSize, proof: consistencyProof(log.leafHashes, oldSize, nodeTreeHasher), checkpoint: log.checkpoint });
  const forged = utf8(`old 1\n\n${cut(9).checkpoint.replace(/[A-Za-z0-9+/]{8}\n$/, 'AAAAAAA=\n')}`);
  const other = signedLog(WHOLE.leaves.slice(0, ENROLLED).toReversed());
  return [
    { path: '/w/add-entries', body: gzipSync(concat(begin, new Uint8Array(64 * 1024 * 1024)), { level: 9 }), packed: true },
    { path: '/w/add-entries', body: gzipSync(new Uint8Array(64 * 1024 * 1024), { level: 9 }), packed: true },
    { path: '/w/add-entries', body: header(new Uint8Array(8), far) },
    { path: '/w/add-entries', body: header(far, far) },
    { path: '/w/add-entries', body: concat(begin, u16(16_384), new Uint8Array(16_383)) },
    { path: '/w/add-entries', body: uploadOf(cut(ENROLLED), 0) },
    { path: '/w/add-entries', body: uploadOf(cut(700), 300) },
    { path: '/w/add-entries', body: uploadOf(other, 0) },
    { path: '/w/add-checkpoint', body: head(cut(9), 1) },
    { path: '/w/add-checkpoint', body: forged },
    { path: '/w/add-checkpoint', body: new Uint8Array(70_000) },
    { path: '/v1/alert', body: new Uint8Array(70_000) },
    { path: '/v1/enroll', body: utf8('{}') },
    { path: '/v1/disclosures', body: new Uint8Array(4 * 1024 * 1024 + 1).fill(10) },
    { path: '/v1/disclosures', body: new Uint8Array(4 * 1024 * 1024).fill(10), slow: true },
    { path: '/w/add-entries', body: concat(begin, new Uint8Array(40_000)), slow: true },
    { path: '/v1/alert', body: new Uint8Array(65_000), slow: true },
  ];
}

class Besiegers {
  readonly answers: Record<string, number> = {};
  most = 0;
  readonly #port: number;
  readonly #attacks: readonly Attack[];
  readonly #open = new Set<TLSSocket>();
  #lifted = false;

  constructor(port: number, attacks: readonly Attack[]) {
    this.#port = port;
    this.#attacks = attacks;
  }

  /** One attack after another on connections of its own. */
  async go(first: number, until: number): Promise<void> {
    for (let i = first; performance.now() < until && !this.#lifted; i += 1) {
      const attack = this.#attacks[i % this.#attacks.length];
      if (attack === undefined) return;
      const answer = await this.#strike(attack);
      this.answers[answer] = (this.answers[answer] ?? 0) + 1;
      await new Promise((resolve) => setTimeout(resolve, 1_000 + 2_000 * Math.random()));
    }
  }

  lift(): void {
    this.#lifted = true;
    for (const socket of this.#open) socket.destroy();
  }

  /** The status and the code of the answer; `closed` where there was none. */
  #strike({ path, body, packed, slow }: Attack): Promise<string> {
    return new Promise((resolve) => {
      const socket = connect({ host: '127.0.0.1', port: this.#port, rejectUnauthorized: false });
      let said = '';
      this.#open.add(socket);
      this.most = Math.max(this.most, this.#open.size);
      socket.setTimeout(60_000, () => socket.destroy());
      socket.on('data', (part) => {
        said += part.toString();
      });
      socket.on('error', () => undefined);
      socket.on('close', () => {
        this.#open.delete(socket);
        const status = /^HTTP\/1\.1 (\d{3})/.exec(said)?.[1];
        const code = /"code":"([^"]*)"/.exec(said)?.[1];
        resolve(status === undefined ? 'closed' : code === undefined ? status : `${status} ${code}`);
      });
      socket.once('secureConnect', () => {
        const encoding = packed ? 'content-encoding: gzip\r\n' : '';
        socket.write(`POST ${path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: ${body.length}\r\n${encoding}\r\n`);
        if (!slow) socket.write(body);
        else drip(socket, body);
      });
    });
  }
}

/** Most of it at once, so that it is held; then a byte now and then, and never the last. */
function drip(socket: TLSSocket, body: Uint8Array): void {
  socket.write(body.subarray(0, body.length - 1_000));
  let at = body.length - 1_000;
  const timer = setInterval(() => {
    if (at < body.length - 1) socket.write(body.subarray(at, ++at));
  }, 1_000);
  socket.on('close', () => clearInterval(timer));
}

const [port = 0, connections = 1, seconds = 1] = process.argv.slice(2).map(Number);
const besiegers = new Besiegers(port, attacks());
const until = performance.now() + seconds * 1000;
setTimeout(() => besiegers.lift(), seconds * 1000);
await Promise.all(Array.from({ length: connections }, (_, i) => besiegers.go(i, until)));
process.stdout.write(JSON.stringify({ answers: besiegers.answers, connections: besiegers.most }));
process.exit(0);
