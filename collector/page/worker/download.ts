/** A log as the collector serves it, put together as the folder of an export: what is wrong in it is for the check to find. */
import { AppError } from '../../../shared/base/app-error.ts';
import { isErrorCode } from '../../../shared/base/error-codes.ts';
import { EXPORT_FILES } from '../../../shared/log/export/export-folder.ts';
import { unverifiedHead } from '../../../shared/log/note/checkpoint.ts';

const WIDTH = 256;
/** Bundles on their way at once. */
const AT_ONCE = 4;
const MOST_RECEIPTS = 100;

/** Throws what the collector refuses, and `log.bad_checkpoint` where its checkpoint is none. */
export async function download(log: string, onFetched: (fetched: number, of: number) => void): Promise<ReadonlyMap<string, File>> {
  const checkpoint = await (await fetched(`/m/${log}/checkpoint`)).text();
  const { size } = unverifiedHead(checkpoint);
  const parts: Blob[] = [];
  let count = 0;
  const chunks = Array.from({ length: Math.ceil(size / WIDTH) }, (_, index) => index).values();
  const workers = Array.from({ length: AT_ONCE }, async () => {
    for (const index of chunks) {
      const width = Math.min(WIDTH, size - index * WIDTH);
      const path = `/m/${log}/tile/entries/${tileNumber(index)}${width === WIDTH ? '' : `.p/${width}`}`;
      // The browser may put blobs on its disk: a long log has no room in memory.
      parts[index] = new Blob(linesOf(new Uint8Array(await (await fetched(path)).arrayBuffer())));
      count += width;
      onFetched(count, size);
    }
  });
  await Promise.all(workers);
  const vkey = await (await fetched(`/m/${log}/vkey`)).text();
  const files = new Map<string, File>([
    [EXPORT_FILES.events, new File(parts, EXPORT_FILES.events)],
    [EXPORT_FILES.checkpoint, new File([checkpoint], EXPORT_FILES.checkpoint)],
    [EXPORT_FILES.vkey, new File([vkey], EXPORT_FILES.vkey)],
  ]);
  const receipts = await (await fetched(`/v1/logs/${log}/receipts?limit=${MOST_RECEIPTS}&before=${size}`)).text();
  for (const line of receipts.split('\n')) {
    if (line === '') continue;
    const receipt = JSON.parse(line) as { readonly size: number; readonly note: string }; // the check judges both
    files.set(`${EXPORT_FILES.receipts}/${receipt.size}`, new File([receipt.note], String(receipt.size)));
  }
  return files;
}

/** The browser keeps whole tiles; a check that was asked for asks the collector itself. */
async function fetched(path: string): Promise<Response> {
  const answer = await fetch(path, { cache: 'no-store', redirect: 'error' }).catch((cause: unknown) => {
    throw new AppError('network.refused', 'the collector did not answer', { cause });
  });
  if (answer.ok) return answer;
  const { code }: { code?: unknown } = await answer.json().catch(() => ({}));
  throw new AppError(typeof code === 'string' && isErrorCode(code) ? code : 'internal', `${path}: ${answer.status}`);
}

/** Each leaf behind its length in two bytes, as lines. A bundle that ends in the middle gives what there is. */
function linesOf(bundle: Uint8Array<ArrayBuffer>): BlobPart[] {
  const lines: BlobPart[] = [];
  for (let at = 0; at + 2 <= bundle.length; ) {
    const length = (bundle[at] ?? 0) * 256 + (bundle[at + 1] ?? 0);
    lines.push(bundle.subarray(at + 2, at + 2 + length), '\n');
    at += 2 + length;
  }
  return lines;
}

/** C2SP tlog-tiles: 1234067 is `x001/x234/067`. */
function tileNumber(index: number): string {
  const groups = [String(index % 1_000).padStart(3, '0')];
  for (let rest = Math.floor(index / 1_000); rest > 0; rest = Math.floor(rest / 1_000))
    groups.unshift(`x${String(rest % 1_000).padStart(3, '0')}`);
  return groups.join('/');
}
