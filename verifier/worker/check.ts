import { isAppError } from '../../shared/base/app-error.ts';
import { utf8 } from '../../shared/base/bytes.ts';
import { portableSha256 } from '../../shared/crypto/hash.ts';
import { parseAnchor } from '../../shared/log/export/export-folder.ts';
import { treeHasher } from '../../shared/log/tree/tree-hash.ts';
import { keySource, REFUSED, reportLines } from '../../shared/log/verify/report-lines.ts';
import { parseTlogPolicy, type TlogPolicy } from '../../shared/log/verify/tlog-policy.ts';
import { type Anchor, verifyLog } from '../../shared/log/verify/verify-log.ts';
import type { Question, VerifierAnswer } from '../message.ts';
import { fileEvidence, type OnRead } from './file-evidence.ts';
import { signatureAnswers } from './signature-answers.ts';

const NOT_AN_EXPORT = 'This is not an exported log: events.jsonl, checkpoint and vkey must be among the files.';

/** The verdict on these files, in the words of `halligan verify`. Rejects when a file cannot be read, or the browser lacks Ed25519. */
export async function check(
  { files, vkey: vkeyText, anchors: anchorText, policy: policyText }: Question,
  onRead: OnRead,
): Promise<VerifierAnswer> {
  const found = fileEvidence(files, onRead);
  if (found === null) return refusal(NOT_AN_EXPORT);
  const anchors = anchorsIn(anchorText);
  if (anchors === null) return refusal(REFUSED.anchor);
  const vkey = vkeyText.trim() === '' ? null : vkeyText.trim();
  try {
    const policy = policyText.trim() === '' ? null : policyIn(policyText);
    const evidence = { ...found, anchors, ...(policy === null ? {} : { policy }), vkey: vkey ?? found.vkey };
    const verify = await signatureAnswers(evidence, portableSha256);
    const report = verifyLog(evidence, { sha256: portableSha256, tree: treeHasher(portableSha256), verify });
    return { outcome: report.verdict, lines: reportLines(report, keySource(vkey, policy), policy) };
  } catch (error) {
    if (isAppError(error, 'log.bad_policy')) return refusal(REFUSED.policy);
    if (isAppError(error, 'format.unknown_version')) return { outcome: 'unknown version', lines: [REFUSED.newerVersion] };
    throw error;
  }
}

function refusal(sentence: string): VerifierAnswer {
  return { outcome: 'none', lines: [sentence] };
}

/** A text field has no last newline to speak of, and the lines of a policy end in one. */
function policyIn(text: string): TlogPolicy {
  return parseTlogPolicy(utf8(`${text.toWellFormed().replaceAll('\r\n', '\n').replace(/\n*$/, '')}\n`), portableSha256);
}

/** Null when a line that is not empty is no anchor. */
function anchorsIn(text: string): Anchor[] | null {
  const anchors = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map(parseAnchor);
  return anchors.includes(null) ? null : anchors.filter((anchor) => anchor !== null);
}
