import { statSync } from 'node:fs';
import { withVaultCopy } from '../core/store/vault-copy.ts';
import { isAppError } from '../shared/base/app-error.ts';
import { fromHex } from '../shared/base/bytes.ts';
import { sixWords } from '../shared/crypto/words.ts';
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
}

/** Verifies an export folder, or every log in a vault file. */
export function verify({ target, anchors, vkey }: VerifyOptions): Answer {
  const found = statSync(target, { throwIfNoEntry: false });
  if (found === undefined)
    return refusal(EXIT.usage, 'vault.not_found', `${printable(target)} is not there. Name the folder of an exported log.`);
  try {
    const check = (evidence: Evidence) => verifyLog({ ...evidence, anchors, vkey: vkey ?? evidence.vkey }, LOG_CRYPTO);
    const reports = found.isDirectory()
      ? [check(readExport(target))]
      : withVaultCopy(target, ({ entries }) => entries.logs().map(({ origin }) => check(entries.evidence(origin))));
    return answer(reports, vkey === null ? 'their own' : 'given');
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

function answer(reports: readonly LogReport[], keys: 'given' | 'their own'): Answer {
  const exits = reports.map(({ verdict }): ExitCode => EXIT[verdict]);
  const exit = exits.includes(EXIT.tampered) ? EXIT.tampered : exits.includes(EXIT.incomplete) ? EXIT.incomplete : EXIT.proven;
  const lines = reports.flatMap((report, index) => [...(index > 0 ? [''] : []), ...reportLines(report, keys)]);
  return { exit, lines, json: { ok: exit === EXIT.proven, logs: reports.map(reportJson) } };
}

function reportLines(report: LogReport, keys: 'given' | 'their own'): string[] {
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
  const key =
    keys === 'given'
      ? 'Key: the one that you named.'
      : 'Key: the one in the evidence itself. Compare it with the one that you know (--vkey).';
  return [headline, ...findings.map(({ sentence }) => printable(sentence)), ...about, tail, key];
}

function counted(entries: number): string {
  return entries === 1 ? '1 entry' : `${entries} entries`;
}

function reportJson(report: LogReport) {
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
  };
}
