import { readFileSync, statSync } from 'node:fs';
import { withVaultCopy } from '../core/store/file/vault-copy.ts';
import { isAppError } from '../shared/base/app-error.ts';
import { fromHex } from '../shared/base/bytes.ts';
import { sixWords } from '../shared/crypto/words.ts';
import { printable } from '../shared/log/verify/printable.ts';
import { type KeySource, keySource, REFUSED, reportLines } from '../shared/log/verify/report-lines.ts';
import { parseTlogPolicy, type TlogPolicy } from '../shared/log/verify/tlog-policy.ts';
import { type Anchor, type Evidence, type LogReport, verifyLog, verifyLogInBlocks } from '../shared/log/verify/verify-log.ts';
import { type CliAnswer, cliRefusal, EXIT, type ExitCode } from './answer.ts';
import { BlockWorkers } from './block-workers.ts';
import { fileSentence } from './file-sentence.ts';
import { LOG_CRYPTO } from './log-crypto.ts';
import { bytesOfEvents, readExport } from './read-export.ts';
import { isGzip, withUnpackedExport } from './unpack-export.ts';

export interface VerifyOptions {
  readonly target: string;
  readonly anchors: readonly Anchor[];
  /** The key as the person knows it; null to believe the one in the folder. */
  readonly vkey: string | null;
  /** The file that says whom the person trusts. */
  readonly policy?: string | null;
}

/** From this many bytes of entries on, threads save more time than it takes to start them. */
const LONG_BYTES = 16 * 1024 * 1024;

/** Verifies an export folder, the `.haudit` of a collector, or every log in a vault file. */
export async function verifyTarget({ target, anchors, vkey, policy: policyFile = null }: VerifyOptions): Promise<CliAnswer> {
  const found = statSync(target, { throwIfNoEntry: false });
  if (found === undefined)
    return cliRefusal(EXIT.usage, 'vault.not_found', `${printable(target)} is not there. Name the folder of an exported log.`);
  let policy: TlogPolicy | null;
  try {
    policy = policyFile === null ? null : parseTlogPolicy(readFileSync(policyFile), LOG_CRYPTO.sha256);
  } catch (error) {
    if (isAppError(error, 'log.bad_policy')) return cliRefusal(EXIT.usage, error.code, REFUSED.policy);
    return cliRefusal(EXIT.usage, 'log.bad_policy', `${printable(policyFile ?? '')} cannot be read. Name the file of a policy.`);
  }
  try {
    const asked = { anchors, ...(policy === null ? {} : { policy }) };
    const withAsked = (evidence: Evidence): Evidence => ({ ...evidence, ...asked, vkey: vkey ?? evidence.vkey });
    const reports = found.isDirectory()
      ? [await verifyExport(target, withAsked)]
      : isGzip(target)
        ? [await withUnpackedExport(target, (folder) => verifyExport(folder, withAsked))]
        : withVaultCopy(target, ({ entries }) =>
            entries.logs().map(({ origin }) => verifyLog(withAsked(entries.evidence(origin)), LOG_CRYPTO)),
          );
    return answer(reports, keySource(vkey, policy), policy);
  } catch (error) {
    if (isAppError(error, 'format.unknown_version')) {
      return cliRefusal(EXIT.unknownVersion, error.code, REFUSED.newerVersion);
    }
    if (isAppError(error))
      return cliRefusal(error.code === 'vault.newer_version' ? EXIT.unknownVersion : EXIT.usage, error.code, fileSentence(error));
    throw error;
  }
}

/** Checks a long log in threads first. When they reach no verdict, a pass without threads follows: only it names what is wrong. */
async function verifyExport(folder: string, withAsked: (evidence: Evidence) => Evidence): Promise<LogReport> {
  const evidence = withAsked(readExport(folder));
  if (bytesOfEvents(folder) < LONG_BYTES) return verifyLog(evidence, LOG_CRYPTO);
  const workers = new BlockWorkers();
  try {
    const report = await verifyLogInBlocks(evidence, LOG_CRYPTO, workers);
    if (report !== null) return report;
  } finally {
    await workers.close();
  }
  return verifyLog(withAsked(readExport(folder)), LOG_CRYPTO);
}

function answer(reports: readonly LogReport[], keys: KeySource, policy: TlogPolicy | null): CliAnswer {
  const exits = reports.map(({ verdict }): ExitCode => EXIT[verdict]);
  const exit = exits.includes(EXIT.tampered) ? EXIT.tampered : exits.includes(EXIT.incomplete) ? EXIT.incomplete : EXIT.proven;
  const lines = reports.flatMap((report, index) => [...(index > 0 ? [''] : []), ...reportLines(report, keys, policy)]);
  return { exit, lines, json: { ok: exit === EXIT.proven, logs: reports.map((report) => reportJson(report, keys, policy)) } };
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
