/** `halligan-collector import FILE [--receipt OUT]`: a bundle comes in as a file, and the receipt goes back as one. */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { sha256 } from '../../core/hash/node-hash.ts';
import { isAppError } from '../../shared/base/app-error.ts';
import { toHex, utf8 } from '../../shared/base/bytes.ts';
import { printable } from '../../shared/log/verify/printable.ts';
import type { Collector } from '../ground/collector.ts';
import { CARRY_EXIT, type CarryAnswer, fileAnswer, writeWhole } from './answer.ts';
import { type Imported, importBundle } from './import-bundle.ts';
import { refusalText } from './refusal-text.ts';

/** The command line of `import`: the bundle that was carried here, as a path. */
export interface ImportWish {
  readonly file: string;
  /** Where the receipt goes; null for beside the file. */
  readonly receipt: string | null;
}

/** Done when the receipt is written. Never throws for what a file or the system refuses. */
export async function importCommand(collector: Collector, { file, receipt }: ImportWish): Promise<CarryAnswer> {
  let imported: Imported;
  try {
    if (!(await stat(file)).isFile()) return { exit: CARRY_EXIT.file, text: `${printable(file)} is not a file.` };
    imported = await importBundle(collector, createReadStream(file));
  } catch (error) {
    if (isAppError(error)) return { exit: CARRY_EXIT.refused, text: `${printable(file)} was not taken.\n${refusalText(error)}` };
    return fileAnswer(error, file, 'read');
  }
  const out = receipt ?? join(dirname(file), receiptName(imported));
  try {
    await writeWhole(out, imported.receipt);
  } catch (error) {
    const { text } = fileAnswer(error, out, 'written');
    return {
      exit: CARRY_EXIT.file,
      text: `The entries were taken, but the receipt was not written: bring the file again for it.\n${text}`,
    };
  }
  const { origin, taken, size } = imported;
  const what = taken === 0 ? 'Nothing in it was new' : taken === 1 ? 'One entry was new' : `${taken} entries were new`;
  return {
    exit: CARRY_EXIT.done,
    text: [
      `Log: ${printable(origin)}`,
      `${what}; the collector has all ${size}.`,
      `Carry the receipt back to the station: ${printable(out)}`,
    ].join('\n'),
  };
}

/** Eight digits that tell logs apart, and the size that the receipt is for. */
export function receiptName({ origin, size }: Pick<Imported, 'origin' | 'size'>): string {
  return `${toHex(sha256(utf8(origin))).slice(0, 8)}-${size}.hreceipt`;
}
