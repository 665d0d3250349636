import { readFileSync, statSync } from 'node:fs';
import { withVaultCopy } from '../core/store/vault-copy.ts';
import { isAppError } from '../shared/base/app-error.ts';
import { fromHex } from '../shared/base/bytes.ts';
import { toIso } from '../shared/base/instant.ts';
import { sixWords } from '../shared/crypto/words.ts';
import { parseTlogPolicy, type TlogPolicy } from '../shared/log/tlog-policy.ts';
import { type Anchor, type Evidence, type LogReport, verifyLog } from '../shared/log/verify-log.ts';
import { type Answer, EXIT, type ExitCode, printable, refusal } from './answer.ts';
import { fileSentence } from './file-sentence.ts';
import { LOG_CRYPTO } from './log-crypto.ts';
import { readExport } from './read-export.ts';

export interface VerifyOptions {
  readonly target: string;
  readonly anchors: readonly Anchor[];
  /** The key as the person knows it; null to believe the one in the folder. */
  readonly vkey: string | null;
  /** The file that says whom the person trusts. */
  readonly policy?: string | null;
}

/** Verifies an export folder, or every log in a vault file. */
export function verify({ target, anchors, vkey, policy: policyFile = null }: VerifyOptions): Answer {
  const found = statSync(target, { throwIfNoEntry: false });
  if (found === undefined)
    return refusal(EXIT.usage, 'vault.not_found', `${printable(target)} is not there. Name the folder of an exported log.`);
  let policy: TlogPolicy | null;
  try {
    policy = policyFile === null ? null : parseTlogPolicy(readFileSync(policyFile), LOG_CRYPTO.sha256);
  } catch (error) {
    if (isAppError(error, 'log.bad_policy'))
      return refusal(EXIT.usage, error.code, 'The policy is not one: a line of it is malformed, or names what it does not define.');
    return refusal(EXIT.usage, 'log.bad_policy', `${printable(policyFile ?? '')} cannot be read. Name the file of a policy.`);
  }
  try {
    const asked = { anchors, ...(policy === null ? {} : { policy }) };
    const check = (evidence: Evidence) => verifyLog({ ...evidence, ...asked, vkey: vkey ?? evidence.vkey }, LOG_CRYPTO);
    const reports = found.isDirectory()
      ? [check(readExport(target))]
      : withVaultCopy(target, ({ entries }) => entries.logs().map(({ origin }) => check(entries.evidence(origin))));
    return answer(reports, vkey !== null ? 'given' : policy !== null && policy.logs.length > 0 ? 'of the policy' : 'their own', policy);
  } catch (error) {
    if (isAppError(error, 'format.unknown_version')) {
      return refusal(
        EXIT.unknownVersion,
        error.code,
        'A newer version of Halligan wrote this log. Nothing was changed in it; verify it with that version.',
      );
    }
    if (isAppError(error))
      return refusal(error.code === 'vault.newer_version' ? EXIT.unknownVersion : EXIT.usage, error.code, fileSentence(error));
    throw error;
  }
}

type KeySource = 'given' | 'of the policy' | 'their own';

function answer(reports: readonly LogReport[], keys: KeySource, policy: TlogPolicy | null): Answer {
  const exits = reports.map(({ verdict }): ExitCode => EXIT[verdict]);
  const exit = exits.includes(EXIT.tampered) ? EXIT.tampered : exits.includes(EXIT.incomplete) ? EXIT.incomplete : EXIT.proven;
  const lines = reports.flatMap((report, index) => [...(index > 0 ? [''] : []), ...reportLines(report, keys, policy)]);
  return { exit, lines, json: { ok: exit === EXIT.proven, logs: reports.map((report) => reportJson(report, keys, policy)) } };
}

function reportLines(report: LogReport, keys: KeySource, policy: TlogPolicy | null): string[] {
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
function policyLines({ integrity, authenticity, received }: LogReport): string[] {
  return [
    `Integrity: ${integrity === 'holds' ? 'no entry was changed, removed, added or moved.' : 'broken.'}`,
    `Authenticity: ${authenticity === 'holds' ? 'signed by the key of the log, and every receipt by the collector that it names.' : 'broken.'}`,
    received === null
      ? 'Complete until: unknown. Nobody but the station has vouched for any of it.'
      : `Complete until: ${timeText(received.time)}, the first ${counted(received.size)}, by receipt of ${printable(received.by.join(', '))}.`,
  ];
}

/** A receipt may name any second; past the year 9999 only the number is left to say. */
function timeText(seconds: number): string {
  return seconds < 253_402_300_800 ? toIso(seconds * 1000) : `${seconds} s after 1970`;
}

function counted(entries: number): string {
  return entries === 1 ? '1 entry' : `${entries} entries`;
}

function reportJson(report: LogReport, keys: KeySource, policy: TlogPolicy | null) {
  const { verdict, entries, head, firstBad, findings, unanchoredTail } = report;
  return {
    verdict,
    entries,
    origin: head?.origin ?? null,
    size: head?.size ?? null,
    root: head?.root ?? null,
    words: head && sixWords(fromHex(head.root)),
    firstBad,
    findings,
    unanchoredTail,
    integrity: report.integrity,
    authenticity: report.authenticity,
    key: keys,
    policy: policy !== null,
    completeUntil: report.received,
  };
}
