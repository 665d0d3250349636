/** Asking to be enrolled, over real sockets. T15: somebody in between is noticed, and other keys are refused. */
import { X509Certificate } from 'node:crypto';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { logKey } from '../../../core/hash/log-key.ts';
import { nodeTreeHasher, sha256 } from '../../../core/hash/node-hash.ts';
import { askToEnrol, enrolmentNow } from '../../../core/sync/ask-to-enrol.ts';
import { parseCollectorAddress } from '../../../core/sync/collector-address.ts';
import { copyOf, toHex } from '../../../shared/base/bytes.ts';
import { type EnrolAnswer, openEnrolRequest, writeEnrolAnswer, writeEnrolRequest } from '../../../shared/log/exchange/enrolment.ts';
import { cosignerKey, noteKey, vkeyText } from '../../../shared/log/note/vkey.ts';
import { inclusionProof } from '../../../shared/log/tree/proof.ts';
import { CERTIFICATE, OTHER_CERTIFICATE } from '../../harness/collector/certificates.ts';
import { refusal } from '../../harness/collector/small-collector.ts';
import { NODE_CRYPTO, SIGNER, sampleLog, VKEY } from '../../harness/log/sample-log.ts';

const code = (name: string) => expect.objectContaining({ code: name });
const SPKI = toHex(sha256(new X509Certificate(CERTIFICATE.cert).publicKey.export({ type: 'spki', format: 'der' })));
const ID = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const { checkpoint, leaves, leafHashes } = sampleLog();
const REQUEST = writeEnrolRequest(
  {
    code: ID,
    name: 'Ops desk',
    vkey: VKEY,
    app: '0.1.0',
    checkpoint,
    genesis: copyOf(leaves[0] ?? new Uint8Array()),
    proof: inclusionProof(leafHashes, 0, nodeTreeHasher),
  },
  SIGNER,
  sha256,
);

/** The answer of a collector whose keys are made of `seed`. */
function answer(over: Partial<EnrolAnswer> = {}, seed = 5): string {
  const heads = logKey(new Uint8Array(32).fill(seed));
  const key = noteKey('collector.example/m1/heads', heads.publicKey, sha256);
  const receipts = cosignerKey('collector.example/m1', logKey(new Uint8Array(32).fill(seed + 1)).publicKey, sha256);
  const said: EnrolAnswer = {
    id: ID,
    state: 'pending',
    origin: SIGNER.key.name,
    vkey: VKEY,
    collector: { receipts: vkeyText(receipts), heads: vkeyText(key) },
    policy: { silence_hours: 24, drill_days: 90, disclosures: 'never' },
    spki: SPKI,
    at: 1_764_034_567_000,
    ...over,
  };
  return writeEnrolAnswer(said, { key, sign: heads.sign });
}

describe('asking to be enrolled', () => {
  let server: Server;
  let says: readonly [status: number, body: Uint8Array | string];
  let asked: string[];
  let request: Buffer;
  const start = async (identity = CERTIFICATE, port = 0): Promise<void> => {
    server = createServer(identity, (incoming, response) => {
      asked.push(`${incoming.method} ${incoming.url}`);
      const parts: Buffer[] = [];
      incoming.on('data', (part: Buffer) => parts.push(part));
      incoming.on('end', () => {
        request = Buffer.concat(parts);
        response.writeHead(says[0]).end(says[1]);
      });
    });
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  };
  const port = (): number => (server.address() as AddressInfo).port;
  const asking = { log: SIGNER.key, transport: { wall: Date.now }, signal: new AbortController().signal };
  const ask = () => askToEnrol(parseCollectorAddress(`https://127.0.0.1:${port()}`), REQUEST, asking);
  beforeEach(async () => {
    asked = [];
    says = [202, answer()];
    await start();
  });
  afterEach(() => server.close());

  it('sends the request, pins what answered, and asks it how things stand', async () => {
    const { answer: first, pins } = await ask();
    expect(openEnrolRequest(request, NODE_CRYPTO)).toMatchObject({ code: ID, name: 'Ops desk' });
    expect(first.state).toBe('pending');
    expect(pins).toMatchObject({ id: ID, spki: SPKI });
    says = [200, answer({ state: 'active' })];
    expect((await enrolmentNow(pins, asking)).state).toBe('active');
    expect(asked).toEqual(['POST /v1/enroll', `GET /v1/enroll/${ID}`]);
  });

  it('T15: notices somebody in between, who passes the collector’s own answer on', async () => {
    server.close();
    await start(OTHER_CERTIFICATE);
    await expect(ask()).rejects.toThrow(code('network.wrong_certificate'));
  });

  it('T15: asks only the pinned key again, and believes only the pinned keys', async () => {
    const { pins } = await ask();
    says = [200, answer({ state: 'active' }, 50)];
    await expect(enrolmentNow(pins, asking)).rejects.toThrow(code('log.bad_enrolment'));
    says = [200, answer({ state: 'active', id: `${ID.slice(1)}A` })];
    await expect(enrolmentNow(pins, asking)).rejects.toThrow(code('log.bad_enrolment'));
    await expect(enrolmentNow({ ...pins, spki: '00'.repeat(32) }, asking)).rejects.toThrow(code('network.wrong_certificate'));
    expect(asked.length).toBe(3);
  });

  it.each([
    ['of another log', 202, answer({ origin: 'halligan.localhost/v_test/s_test/2' }), 'log.bad_enrolment'],
    ['to another key', 202, answer({ vkey: vkeyText(noteKey(SIGNER.key.name, new Uint8Array(32).fill(3), sha256)) }), 'log.bad_enrolment'],
    ['that is none', 202, 'welcome', 'log.bad_enrolment'],
    ['that refuses', 403, refusal(403, 'collector.code_used')[2], 'collector.code_used'],
    ['that is too busy', 429, '', 'collector.too_many'],
  ])('takes no answer %s', async (_, status, body, wanted) => {
    says = [status, body];
    await expect(ask()).rejects.toThrow(code(wanted));
  });
});
