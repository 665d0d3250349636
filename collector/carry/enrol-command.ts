/** `halligan-collector enrol FILE [--answer OUT]`: a station asks by file, and has the answer as one once it is let in. */
import { open } from 'node:fs/promises';
import { sha256 } from '../../core/hash/node-hash.ts';
import { isAppError } from '../../shared/base/app-error.ts';
import { sixWords } from '../../shared/crypto/words.ts';
import { MAX_ENROLMENT_BYTES } from '../../shared/log/exchange/enrolment.ts';
import { collectorFingerprint, stationFingerprint } from '../../shared/log/note/collector-key.ts';
import { parseVkey } from '../../shared/log/note/vkey.ts';
import { printable } from '../../shared/log/verify/printable.ts';
import { askByFile } from '../enrol/enrolment.ts';
import type { Collector } from '../ground/collector.ts';
import type { StationLogRow } from '../store/log-row.ts';
import { CARRY_EXIT, type CarryAnswer, fileAnswer, writeWhole } from './answer.ts';
import { refusalText } from './refusal-text.ts';

/** The command line of `enrol`: the request that was carried here, as a path. */
export interface EnrolWish {
  readonly file: string;
  /** Where the answer goes; null for beside the file, with the ending `.henrolled`. */
  readonly answer: string | null;
}

/**
 * Takes the request, and writes the answer once an administrator let the station in; until then it waits, and the same
 * command is run again. Never throws for what a file or the system refuses.
 */
export async function enrolCommand(collector: Collector, { file, answer }: EnrolWish): Promise<CarryAnswer> {
  let asked: Awaited<ReturnType<typeof askByFile>>;
  try {
    asked = await askByFile(collector, await firstBytes(file));
  } catch (error) {
    if (isAppError(error)) return { exit: CARRY_EXIT.refused, text: `${printable(file)} was not taken.\n${refusalText(error)}` };
    return fileAnswer(error, file, 'read');
  }
  const { row } = asked;
  if (row.state === 'pending') return { exit: CARRY_EXIT.waits, text: waitingText(row) };
  if (row.state === 'refused')
    return { exit: CARRY_EXIT.refused, text: `${printable(row.name)} was refused. It can ask again with a new log.` };
  const out = answer ?? `${file.replace(/\.henroll$/, '')}.henrolled`;
  try {
    await writeWhole(out, asked.answer);
  } catch (error) {
    return fileAnswer(error, out, 'written');
  }
  const words = sixWords(collectorFingerprint({ receipts: collector.keys.receipts.key, heads: collector.keys.heads.key }, sha256));
  return {
    exit: CARRY_EXIT.done,
    text: [
      `${printable(row.name)} is let in.`,
      `Carry the answer back to the station: ${printable(out)}`,
      `The station shows six words of this collector. They must be: ${words.join(' ')}`,
    ].join('\n'),
  };
}

function waitingText({ name, enrol_id, origin, vkey }: StationLogRow): string {
  return [
    `${printable(name)} asks to be let in. Its log: ${printable(origin)}`,
    `Its six words: ${sixWords(stationFingerprint(parseVkey(vkey, sha256), sha256)).join(' ')}`,
    'Ask the people at the station, over another way, for the words that it shows. If they are these, approve it on the page, or with',
    `halligan-collector approve ${enrol_id} --words "six words that the station shows"`,
    'Then run this command again: it writes the answer.',
  ].join('\n');
}

/** As much as a request may have and a byte more, so that a longer file is refused and never read. */
async function firstBytes(path: string): Promise<Uint8Array> {
  const file = await open(path);
  try {
    const bytes = Buffer.alloc(MAX_ENROLMENT_BYTES + 1);
    let length = 0;
    for (;;) {
      const { bytesRead } = await file.read(bytes, length, bytes.length - length);
      if (bytesRead === 0) return new Uint8Array(bytes.subarray(0, length));
      length += bytesRead;
    }
  } finally {
    await file.close();
  }
}
