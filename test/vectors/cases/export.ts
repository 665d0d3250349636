import { fromUtf8, utf8 } from '../../../shared/base/bytes.ts';
import { portableSha256 } from '../../../shared/crypto/hash.ts';
import { signingKeyPair } from '../../../shared/crypto/sign.ts';
import { type ExportEnrolment, writeExportEnrolment } from '../../../shared/log/export/export-enrolment.ts';
import { jcs, parseJcs } from '../../../shared/log/leaf/jcs.ts';
import { headsOrigin } from '../../../shared/log/note/collector-key.ts';
import { noteKey, vkeyText } from '../../../shared/log/note/vkey.ts';
import { VKEY } from '../../harness/log/sample-log.ts';
import { refusedCase, type VectorCase, type VectorFile } from '../run/vector-case.ts';
import { sampleCollector } from './receipt.ts';

const headsKey = (name: string) =>
  vkeyText(noteKey(headsOrigin(name), signingKeyPair(new Uint8Array(32).fill(31)).publicKey, portableSha256));

/** `enrollment.json` of an export (shared/log/FORMAT.md §5). */
export function exportVectors(): VectorFile {
  const receipts = vkeyText(sampleCollector('collector.example/m1', 21).key);
  const heads = headsKey('collector.example/m1');
  const enrolment: ExportEnrolment = {
    by: 'station',
    id: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ',
    state: 'active',
    at: 1_764_034_400_000,
    compared: true,
    vkey: VKEY,
    collector: { receipts, heads },
    spki: 'ab'.repeat(32),
    policy: { silence_hours: 24, drill_days: 92, disclosures: 'incident' },
  };
  const text = (change: Partial<ExportEnrolment> = {}) => fromUtf8(writeExportEnrolment({ ...enrolment, ...change }, VKEY, portableSha256));
  const ok = (name: string, file: string): VectorCase => ({ name, class: 'ok', do: 'export-enrolment-open', in: { vkey: VKEY, file } });
  const one = ok('of a station', text());
  const bad = (name: string, change: Record<string, unknown>, code = 'log.bad_enrolment') => {
    const value = { ...(parseJcs(utf8(text().trimEnd())) as object), ...change };
    return refusedCase(one, name, code, { file: `${jcs(value as never)}\n` }); // JSON with fields changed is JSON
  };
  const spoilt = (name: string, file: string) => refusedCase(one, name, 'log.bad_enrolment', { file });
  return {
    about: 'enrollment.json of an export, of the log with this vkey.',
    cases: [
      one,
      ok('of a collector that froze the log', text({ by: 'collector', state: 'frozen', spki: null })),
      refusedCase(one, 'of another log', 'log.bad_enrolment', { vkey: VKEY.replace('s_test', 's_other') }),
      bad('the key of another log in it', { vkey: VKEY.replace('s_test', 's_other') }),
      bad('keys of two collectors', { collector: { receipts, heads: headsKey('other.example/m1') } }),
      bad('the key of receipts twice', { collector: { receipts, heads: receipts } }),
      bad('a key with another id', { collector: { receipts: receipts.replace(/\+[0-9a-f]{8}\+/, '+00000000+'), heads } }),
      bad('a state that there is not', { state: 'pending' }),
      bad('somebody else who wrote it', { by: 'auditor' }),
      bad('a TLS key cut short', { spki: 'ab' }),
      bad('a field more', { more: 1 }),
      bad('an id of another alphabet', { id: 'abc' }),
      bad('a newer version', { v: 2 }, 'format.unknown_version'),
      spoilt('no newline', text().trimEnd()),
      spoilt('two newlines', `${text()}\n`),
      spoilt('white space', ` ${text()}`),
      spoilt('nothing', ''),
    ],
  };
}
