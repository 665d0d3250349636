/** What a verification found, in English: what `halligan verify` prints and the page for outsiders shows. */
import { fromHex } from '../../base/bytes.ts';
import { toIso } from '../../base/instant.ts';
import { sixWords } from '../../crypto/words.ts';
import { printable } from './printable.ts';
import type { TlogPolicy } from './tlog-policy.ts';
import type { LogReport } from './verify-log.ts';

/** Where the key came from that the signatures were checked with. */
export type KeySource = 'given' | 'of the policy' | 'their own';

/** What is said where there is no report. */
export const REFUSED = {
  newerVersion: 'A newer version of Halligan wrote this log. Nothing was changed in it; verify it with that version.',
  policy: 'The policy is not one: a line of it is malformed, or names what it does not define.',
  anchor: 'An anchor is SIZE:ROOT, the root in 64 hexadecimal digits.',
} as const;

/** `vkey` is the key as the person knows it, null where only the evidence has one. */
export function keySource(vkey: string | null, policy: TlogPolicy | null): KeySource {
  return vkey !== null ? 'given' : policy !== null && policy.logs.length > 0 ? 'of the policy' : 'their own';
}

/** One sentence a line, the verdict first. Nothing in them can steer a terminal. */
export function reportLines(report: LogReport, keys: KeySource, policy: TlogPolicy | null): string[] {
  const { verdict, entries, head, findings, unanchoredTail } = report;
  const headline = {
    proven: `PROVEN: ${entries === 1 ? 'the one entry is exactly what the station signed.' : `all ${entries} entries are exactly those that the station signed, in their order.`}`,
    incomplete: `INCOMPLETE: nothing was changed, but this is not all. ${counted(entries)} here.`,
    tampered: 'TAMPERED: this is not what the station signed.',
  }[verdict];
  const about =
    head === null
      ? []
      : [`Log: ${printable(head.origin)}`, `Head: ${sixWords(fromHex(head.root)).join(' ')} (entry ${head.size - 1}, root ${head.root})`];
  const tail =
    unanchoredTail === 0
      ? 'Anchored: to the last entry.'
      : `Unanchored: the last ${counted(unanchoredTail)}. Whoever holds the station's key could have cut more after them without a trace here.`;
  const key = {
    given: 'Key: the one that you named.',
    'of the policy': 'Key: one that the policy trusts.',
    'their own': 'Key: the one in the evidence itself. Compare it with the one that you know (--vkey).',
  }[keys];
  return [
    headline,
    ...findings.map(({ sentence }) => printable(sentence)),
    ...about,
    ...(policy === null ? [] : policyLines(report)),
    tail,
    key,
  ];
}

/** What holds, each by itself: the entries, who signed them, and until when somebody else than the station had them. */
function policyLines({ integrity, authenticity, received, entriesAfterReceipt }: LogReport): string[] {
  return [
    `Integrity: ${integrity === 'holds' ? 'no entry was changed, removed, added or moved.' : 'broken.'}`,
    `Authenticity: ${authenticity === 'holds' ? 'signed by the key of the log, and every receipt by the collector that it names.' : 'broken.'}`,
    received === null
      ? 'Complete until: unknown. Nobody but the station has vouched for any of it.'
      : `Complete until: ${timeText(received.time)}, the first ${counted(received.size)}, by receipt of ${printable(received.by.join(', '))}.`,
    ...(entriesAfterReceipt === 0 ? [] : [`After that: ${counted(entriesAfterReceipt)}, of exports and receipts alone.`]),
  ];
}

/** A receipt may name any second; past the year 9999 only the number is left to say. */
function timeText(seconds: number): string {
  return seconds < 253_402_300_800 ? toIso(seconds * 1000) : `${seconds} s after 1970`;
}

function counted(entries: number): string {
  return entries === 1 ? '1 entry' : `${entries} entries`;
}
