/** `signature-an-entry.ts FILE`: verifies one Ed25519 signature for every line of a file, in as many threads as there are cores. */
import { createPublicKey, generateKeyPairSync, type KeyObject, sign, verify } from 'node:crypto';
import { closeSync, openSync, readSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { isMainThread, parentPort, Worker } from 'node:worker_threads';
import { lines } from '../../shared/log/export/export-folder.ts';

const AT_ONCE = 4096;

/** Only the verifying is to be measured: the first line stands for all of them. */
interface Signed {
  readonly message: Uint8Array;
  readonly signature: Uint8Array;
  readonly spki: Uint8Array;
}

function* chunksOf(path: string): Generator<Uint8Array, undefined> {
  const file = openSync(path, 'r');
  for (;;) {
    const chunk = new Uint8Array(256 * 1024);
    const length = readSync(file, chunk);
    if (length === 0) break;
    yield chunk.subarray(0, length);
  }
  closeSync(file);
  return undefined;
}

function signedLine(message: Uint8Array): Signed {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return { message, signature: sign(null, message, privateKey), spki: publicKey.export({ format: 'der', type: 'spki' }) };
}

async function main(path: string): Promise<void> {
  const threads = Array.from({ length: availableParallelism() }, () => new Worker(new URL(import.meta.url)));
  let signed: Signed | null = null;
  let count = 0;
  for (const line of lines(chunksOf(path))) {
    signed ??= signedLine(line.slice());
    count++;
    if (count % AT_ONCE === 0) threads[(count / AT_ONCE) % threads.length]?.postMessage({ ...signed, times: AT_ONCE });
  }
  if (signed === null) throw new Error('a file without lines');
  threads[0]?.postMessage({ ...signed, times: count % AT_ONCE });
  const done = threads.map((thread) => {
    const sum = new Promise<number>((resolve) => thread.once('message', resolve));
    thread.postMessage(null);
    return sum;
  });
  const verified = (await Promise.all(done)).reduce((sum, one) => sum + one, 0);
  for (const thread of threads) await thread.terminate();
  console.log(`${verified} signatures verified`);
}

function serve(): void {
  let verified = 0;
  let key: KeyObject | null = null;
  parentPort?.on('message', (work: (Signed & { readonly times: number }) | null) => {
    if (work === null) return parentPort?.postMessage(verified);
    key ??= createPublicKey({ key: Buffer.from(work.spki), format: 'der', type: 'spki' });
    for (let n = 0; n < work.times; n++) if (verify(null, work.message, key, work.signature)) verified++;
    return undefined;
  });
}

if (isMainThread) await main(process.argv[2] ?? '');
else serve();
