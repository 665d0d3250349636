/** The collector itself, on loopback, over a database in a fresh folder; and the means of a station that talks to it. */
import { randomBytes, X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import type { Server } from 'node:https';
import { request as httpsRequest } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { decide, makeCode } from '../../../collector/enrol/enrolment.ts';
import type { Collector } from '../../../collector/ground/collector.ts';
import { keysInFile } from '../../../collector/ground/collector-keys.ts';
import { stationServer } from '../../../collector/http/station-server.ts';
import { openDatabase } from '../../../collector/store/open-database.ts';
import { nodeTreeHasher, sha256, verifyEd25519 } from '../../../core/hash/node-hash.ts';
import { askToEnrol, type CollectorPins } from '../../../core/sync/ask-to-enrol.ts';
import { parseCollectorAddress } from '../../../core/sync/collector-address.ts';
import { CollectorClient } from '../../../core/sync/collector-client.ts';
import { copyOf, toHex } from '../../../shared/base/bytes.ts';
import { writeEnrolRequest } from '../../../shared/log/exchange/enrolment.ts';
import type { Signer } from '../../../shared/log/note/checkpoint.ts';
import type { TrustedKeys } from '../../../shared/log/note/receipt.ts';
import { inclusionProof } from '../../../shared/log/tree/proof.ts';
import { type SampleLog, SIGNER, VKEY } from '../log/sample-log.ts';
import { CERTIFICATE } from './certificates.ts';

export interface Said {
  readonly status: number;
  readonly text: string;
  readonly code: string | null;
  /** Seconds. */
  readonly retryAfter: string | null;
}

export class RunningCollector {
  readonly folder: string;
  readonly database: string;
  readonly problems: string[] = [];
  /** Added to the clock, ms. */
  later = 0;
  readonly #random = (length: number) => copyOf(randomBytes(length));
  #server: Server | null = null;
  #collector: Collector | null = null;

  private constructor(folder: string, database: string) {
    this.folder = folder;
    this.database = database;
  }

  /** Over a fresh folder, or over that of one that ended. `database`: the address of another one than that of the folder. */
  static async start(folder = freshFolder(), database = `sqlite:${join(folder, 'collector.sqlite')}`): Promise<RunningCollector> {
    const running = new RunningCollector(folder, database);
    await running.open();
    return running;
  }

  /** Starts it, or starts it again over the same folder. */
  async open(): Promise<void> {
    const spki = toHex(sha256(new X509Certificate(CERTIFICATE.cert).publicKey.export({ type: 'spki', format: 'der' })));
    const collector: Collector = {
      db: await openDatabase(this.database),
      keys: keysInFile(join(this.folder, 'keys.json'), 'collector.example/m1', this.#random),
      policy: { silence_hours: 26, drill_days: 92, disclosures: 'incident' },
      spki,
      now: () => Date.now() + this.later,
      random: this.#random,
    };
    const server = stationServer(collector, CERTIFICATE, (problem) => this.problems.push(problem));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    [this.#server, this.#collector] = [server, collector];
  }

  get collector(): Collector {
    if (this.#collector === null) throw new Error('the collector is not open');
    return this.#collector;
  }

  get port(): number {
    if (this.#server === null) throw new Error('the collector is not open');
    return (this.#server.address() as AddressInfo).port;
  }

  /** How many are open. */
  connections(): Promise<number> {
    return new Promise((resolve, reject) =>
      this.#server?.getConnections((error, count) => (error === null ? resolve(count) : reject(error))),
    );
  }

  get address() {
    return parseCollectorAddress(`https://127.0.0.1:${this.port}`);
  }

  get keys(): TrustedKeys {
    return { log: SIGNER.key, collectors: [this.collector.keys.receipts.key] };
  }

  client(): CollectorClient {
    return new CollectorClient({ address: this.address, pin: this.collector.spki ?? '' }, { wall: Date.now }, new AbortController().signal);
  }

  /** Asks to be enrolled with a fresh code, over the network. */
  async ask(log: SampleLog, code?: string): Promise<CollectorPins> {
    const body = enrolBody(log, code ?? (await makeCode(this.collector, null)));
    const asking = { log: SIGNER.key, transport: { wall: Date.now }, signal: new AbortController().signal };
    return (await askToEnrol(this.address, body, asking)).pins;
  }

  async enrol(log: SampleLog): Promise<void> {
    await decide(this.collector, (await this.ask(log)).id, 'active', null);
  }

  /** One request as it is, whatever it is. */
  post(path: string, body: Uint8Array | string, headers: Record<string, string> = {}): Promise<Said> {
    return new Promise((resolve, reject) => {
      const options = { host: '127.0.0.1', port: this.port, path, method: 'POST', headers, rejectUnauthorized: false, agent: false };
      const request = httpsRequest(options, (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('end', () => {
          const text = Buffer.concat(parts).toString();
          const json = response.headers['content-type'] === 'application/json' ? (JSON.parse(text) as { code?: string }) : {};
          resolve({ status: response.statusCode ?? 0, text, code: json.code ?? null, retryAfter: response.headers['retry-after'] ?? null });
        });
        response.on('error', reject);
      });
      request.on('error', reject);
      request.end(body);
    });
  }

  async stop(): Promise<void> {
    this.#server?.closeAllConnections();
    await new Promise((resolve) => this.#server?.close(resolve));
    await this.#collector?.db.close();
  }

  async end(): Promise<void> {
    await this.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

export function freshFolder(): string {
  return mkdtempSync(join(tmpdir(), 'halligan-collector-'));
}

export const gzip = (bytes: Uint8Array): Uint8Array => gzipSync(bytes);

export function enrolBody(log: SampleLog, code: string | null, signer: Signer = SIGNER): Uint8Array {
  const genesis = new Uint8Array(log.leaves[0] ?? []);
  const proof = inclusionProof(log.leafHashes, 0, nodeTreeHasher);
  return writeEnrolRequest(
    { code, name: 'Ops desk', vkey: VKEY, app: '0.1.0', checkpoint: log.checkpoint, genesis, proof },
    signer,
    sha256,
  );
}

export const CRYPTO = { sha256, tree: nodeTreeHasher, verify: verifyEd25519 };
