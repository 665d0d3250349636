/** The record as people read it: rows in plain facts, the whole chain verified, the evidence exported. */
import { join } from 'node:path';
import { fromHex } from '../../shared/base/bytes.ts';
import { isErrorCode } from '../../shared/base/error-codes.ts';
import { toIso } from '../../shared/base/instant.ts';
import type { InputIn, OutputIn } from '../../shared/contract/call.ts';
import type { calls } from '../../shared/contract/calls.ts';
import type { LogView } from '../../shared/contract/view.ts';
import { sixWords } from '../../shared/crypto/words.ts';
import { type NoteKey, noteKey, vkeyText } from '../../shared/log/note/vkey.ts';
import type { TlogPolicy } from '../../shared/log/verify/tlog-policy.ts';
import { type Evidence, type LogReport, verifyLog } from '../../shared/log/verify/verify-log.ts';
import { nodeTreeHasher, sha256, verifyEd25519 } from '../hash/node-hash.ts';
import type { EngineContext } from '../session/context.ts';
import type { Session } from '../session/session.ts';
import { exportLog } from '../store/log/export-log.ts';
import { enrolmentOf, keptCollector, keptOrNone } from '../sync/kept-collector.ts';
import { type RecordRow, RecordRows } from './record-rows.ts';

type Calls = typeof calls;

/** How many of the newest receipts are verified and exported: each costs two signature checks, and the last one covers the others. */
const MAX_RECEIPTS = 100;

/** The calls of the log: search its rows, verify it, export it. Throws `vault.none_open` when nothing is open. */
export class Records {
  readonly #ctx: EngineContext;
  readonly #rows = new WeakMap<Session, RecordRows>();
  readonly #verified = new WeakMap<Session, { readonly at: number; readonly verdict: LogReport['verdict'] }>();

  constructor(ctx: EngineContext) {
    this.#ctx = ctx;
  }

  async rows(input: InputIn<Calls, 'log.rows'>): Promise<OutputIn<Calls, 'log.rows'>> {
    const session = this.#session();
    const all = await this.#rowsOf(session).newestFirst(() => this.#ctx.session === session);
    const words = input.text
      .toLowerCase()
      .split(/\s+/)
      .filter((word) => word !== '');
    const incidents = new Set(all.flatMap(({ row }) => (row.incident === null ? [] : [row.incident])));
    const found = all.filter((one) => matches(one, input, words));
    const { before, limit } = input;
    const rows = found.filter(({ row }) => before === null || row.seq < before).slice(0, limit);
    return { total: found.length, rows: rows.map(({ row }) => row), incidents: [...incidents] };
  }

  verify(): OutputIn<Calls, 'log.verify'> {
    const session = this.#session();
    const { wall, mono } = this.#ctx.clock.look();
    const report = this.check(session);
    const ms = this.#ctx.clock.look().mono - mono;
    this.#verified.set(session, { at: wall, verdict: report.verdict });
    if (report.verdict === 'proven') session.write([{ act: 'log.verify', out: 'ok', d: { entries: report.entries } }]);
    this.#ctx.changed();
    const bad = report.firstBad;
    return {
      verdict: report.verdict,
      entries: report.entries,
      unanchored: report.unanchoredTail,
      ms,
      firstBad: bad === null ? null : { seq: bad.seq, code: isErrorCode(bad.code) ? bad.code : 'log.tampered' },
    };
  }

  /** Every rule of the log's format, over what the file holds, against what this station remembers. */
  check(session: Session): LogReport {
    const seen = this.#ctx.station.seen(session.file.vault).head;
    const anchors = seen !== null && seen.origin === session.log.origin ? [{ size: seen.size, root: seen.root }] : [];
    return verifyLog(
      { ...session.file.entries.evidence(session.log.origin), anchors, ...this.#received(session) },
      { sha256, tree: nodeTreeHasher, verify: verifyEd25519 },
    );
  }

  /** The newest receipts of the collector that the log names, and that it is trusted. */
  #received(session: Session): Pick<Evidence, 'receipts' | 'policy'> {
    const { origin } = session.log;
    const kept = keptOrNone(() => keptCollector(session));
    if (kept === null) return {};
    const { receipts: key } = kept.keys;
    const receipts = session.file.read.receipts.all(origin).filter(({ vkey }) => vkey === kept.receipts);
    const log = this.#key(origin);
    const policy: TlogPolicy = { logs: [log], witnesses: [{ kind: 'witness', name: key.name, key }], quorum: null };
    return { receipts: receipts.slice(-MAX_RECEIPTS), policy };
  }

  #key(origin: string): NoteKey {
    return noteKey(origin, this.#ctx.station.key.publicKey, sha256);
  }

  async export(): Promise<OutputIn<Calls, 'log.export'>> {
    const session = this.#session();
    const chosen = await this.#ctx.ports.files.pickFolder('export');
    if (chosen === null) return { folder: null };
    const at = toIso(this.#ctx.clock.look().wall).replace(/[-:]/g, '').slice(0, 15);
    const folder = join(chosen, `halligan-log-${at}Z`);
    this.exportTo(session, folder);
    this.#ctx.notice('good', 'exported', { folder });
    return { folder };
  }

  exportTo(session: Session, folder: string): void {
    session.write([{ act: 'log.export', out: 'ok' }]);
    const { file, log } = session;
    const receipts = file.read.receipts.all(log.origin).slice(-MAX_RECEIPTS);
    const enrolment = enrolmentOf(session, vkeyText(this.#key(log.origin)));
    const page = this.#ctx.ports.verifierPage?.() ?? null;
    exportLog({ entries: file.entries, head: log.head(), receipts, enrolment, page, folder, words: sixWords });
    this.#ctx.station.saw(session.file.vault, session.log.head(), session.charter?.value.version ?? 0);
  }

  view(session: Session): LogView {
    const head = session.log.head();
    return {
      origin: head.origin,
      entries: head.size,
      root: head.root,
      words: [...sixWords(fromHex(head.root))],
      unanchored: head.size - (session.floor?.size ?? 0),
      lastVerified: this.#verified.get(session) ?? null,
    };
  }

  #rowsOf(session: Session): RecordRows {
    const rows = this.#rows.get(session) ?? new RecordRows(session);
    this.#rows.set(session, rows);
    return rows;
  }

  #session(): Session {
    return this.#ctx.session ?? this.#ctx.vault();
  }
}

function matches({ row, members, incidentReference }: RecordRow, input: InputIn<Calls, 'log.rows'>, words: readonly string[]): boolean {
  if (input.member !== null && !members.includes(input.member)) return false;
  if (input.act !== null && row.act !== input.act) return false;
  if (input.incident !== null && row.incident !== input.incident && incidentReference !== input.incident) return false;
  if (words.length === 0) return true;
  const haystack = [row.act, ...row.who, row.incident ?? '', ...Object.values(row.facts).map(String)].join('\n').toLowerCase();
  return words.every((word) => haystack.includes(word));
}
