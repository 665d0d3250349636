/** The words behind the commitments, if the collector asks for them. shared/log/FORMAT.md §4 and §12. */
import { type Bytes, concat, toBase64url } from '../../shared/base/bytes.ts';
import type { CollectorPolicy } from '../../shared/log/exchange/enrolment.ts';
import { packageRanges } from '../../shared/log/exchange/entry-package.ts';
import { parseEntry } from '../../shared/log/leaf/entry.ts';
import { jcsBytes } from '../../shared/log/leaf/jcs.ts';
import type { Session } from '../session/session.ts';
import type { CollectorClient } from './collector-client.ts';
import type { CollectorLink } from './collector-link.ts';
import type { KeptCollector } from './kept-collector.ts';

const MAX_LINES = 1_000;
const MAX_BYTES = 2 ** 20;
const NEWLINE = Uint8Array.of(10);

type Wanted = CollectorPolicy['disclosures'];

/** One body of `/v1/disclosures`, and the entries that it has the words of. */
export interface DisclosureBody {
  readonly from: number;
  readonly until: number;
  readonly bytes: Bytes;
}

/** The bodies for the entries [from, until), one after another; none if the collector wants no words. */
export function* disclosureBodies(session: Session, wanted: Wanted, from: number, until: number): Generator<DisclosureBody, undefined> {
  let [start, lines, size] = [from, [] as Uint8Array[], 0];
  for (const range of wanted === 'never' ? [] : packageRanges({ start: from, end: until })) {
    for (const { seq, line } of wantedLines(session, wanted, range.start, range.end)) {
      // A body ends between two entries, so that the words of an entry never come in parts.
      if (lines.length + line.length > MAX_LINES || size > MAX_BYTES) {
        yield { from: start, until: seq, bytes: concat(...lines) };
        [start, lines, size] = [seq, [], 0];
      }
      lines.push(...line);
      size += line.reduce((sum, { length }) => sum + length, 0);
    }
  }
  if (lines.length > 0) yield { from: start, until, bytes: concat(...lines) };
  return undefined;
}

/** The lines of each entry whose words are wanted. `incident` wants those of the entries of a ceremony. */
function wantedLines({ file, log }: Session, wanted: Wanted, from: number, until: number): { seq: number; line: Uint8Array[] }[] {
  const bySeq = Map.groupBy(file.entries.disclosures(log.origin, from, until), ({ seq }) => seq);
  return [...bySeq].flatMap(([seq, words]) => {
    const [leaf] = file.entries.leaves(log.origin, seq, seq + 1);
    if (leaf === undefined || (wanted === 'incident' && parseEntry(leaf).cer === null)) return [];
    return [
      { seq, line: words.map(({ salt, ...rest }) => concat(jcsBytes({ log: log.origin, salt: toBase64url(salt), ...rest }), NEWLINE)) },
    ];
  });
}

/** Sends the words of received entries that were not sent yet. Throws as `CollectorClient.disclosures`; what was sent before the throw is noted as sent. */
export async function sendDisclosures(client: CollectorClient, link: CollectorLink, { asks }: KeptCollector): Promise<void> {
  const { session, uploads } = link;
  const sent = (disclosed: number): void => {
    const row = link.row();
    if (row !== null && row.disclosed < disclosed) session.file.noteCollector(session.log.origin, { ...row, disclosed });
  };
  for (const { until, bytes } of disclosureBodies(session, asks.disclosures, link.row()?.disclosed ?? 0, uploads.received)) {
    await client.disclosures(bytes);
    link.requireOpen();
    sent(until);
  }
  if (asks.disclosures !== 'never') sent(uploads.received);
}
