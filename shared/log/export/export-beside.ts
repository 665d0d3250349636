/** What every writer of an export puts beside the evidence, in the same bytes. No verdict depends on it. FORMAT.md §5. */
import { type Bytes, utf8 } from '../../base/bytes.ts';
import { parseCosignerVkey } from '../note/vkey.ts';
import type { Sha256 } from '../tree/tree-hash.ts';
import { type ExportEnrolment, writeExportEnrolment } from './export-enrolment.ts';
import { EXPORT_FILES } from './export-folder.ts';
import { exportReadme } from './export-readme.ts';

/** What goes along with an export. */
export interface Beside {
  readonly origin: string;
  readonly size: number;
  /** Of the head. */
  readonly words: readonly string[];
  /** Of the log. */
  readonly vkey: string;
  /** Null where no collector is known. */
  readonly enrolment: ExportEnrolment | null;
  /** `verify.py`. */
  readonly script: string;
  /** `verifier.html`; null where it is not at hand. */
  readonly page: string | null;
  /** The names of the files of evidence. */
  readonly evidence: readonly string[];
}

/** The files by name, `README.txt` last. Throws `log.bad_enrolment` for an enrolment of another log, or of keys that are not of one collector. */
export function filesBeside(of: Beside, sha256: Sha256): [name: string, bytes: Bytes][] {
  const { enrolment, vkey } = of;
  const collector = trustedCollector(enrolment);
  const files: [string, Bytes][] = [
    [EXPORT_FILES.policy, utf8(exportPolicy(vkey, collector))],
    ...(enrolment === null ? [] : [[EXPORT_FILES.enrolment, writeExportEnrolment(enrolment, vkey, sha256)] satisfies [string, Bytes]]),
    [EXPORT_FILES.script, utf8(of.script)],
    ...(of.page === null ? [] : [[EXPORT_FILES.page, utf8(of.page)] satisfies [string, Bytes]]),
  ];
  const names = new Set([...of.evidence, ...files.map(([name]) => name)]);
  const called = collector === null ? null : parseCosignerVkey(collector, sha256).name;
  return [...files, [EXPORT_FILES.readme, utf8(exportReadme({ ...of, names, collector: called }))]];
}

/** A policy (FORMAT.md §14) of this log: with a receipt of this collector, or without any. */
function exportPolicy(vkey: string, collector: string | null): string {
  return `log ${vkey}\n${collector === null ? 'quorum none\n' : `witness collector ${collector}\nquorum collector\n`}`;
}

/** The key of the collector that receives the log, once people have compared its words. */
function trustedCollector(enrolment: ExportEnrolment | null): string | null {
  return enrolment === null || !enrolment.compared || enrolment.state === 'refused' ? null : enrolment.collector.receipts;
}
