/** Asking a collector to receive this log, over the network or by files, and comparing the words. shared/log/FORMAT.md §12. */
import { AppError } from '../../shared/base/app-error.ts';
import type { Bytes } from '../../shared/base/bytes.ts';
import { copyOf } from '../../shared/base/bytes.ts';
import { answerText, ENROLMENT_CODE, type EnrolAnswer, openEnrolAnswer, writeEnrolRequest } from '../../shared/log/exchange/enrolment.ts';
import type { EntryDraft } from '../../shared/log/leaf/entry-draft.ts';
import { vkeyText } from '../../shared/log/note/vkey.ts';
import { sha256, verifyEd25519 } from '../hash/node-hash.ts';
import type { EngineContext } from '../session/context.ts';
import type { CollectorRow } from '../store/tables/collector-table.ts';
import { askToEnrol, enrolmentNow, type OpenedAnswer } from './ask-to-enrol.ts';
import { type CollectorAddress, parseCollectorAddress } from './collector-address.ts';
import type { CollectorLink } from './collector-link.ts';
import { type KeptCollector, NOT_ASKED, nameIn, pinsText } from './kept-collector.ts';
import { transportOf } from './transport.ts';

export class Enrolment {
  readonly #ctx: EngineContext;

  constructor(ctx: EngineContext) {
    this.#ctx = ctx;
  }

  /** Throws what `askToEnrol` throws, `collector.already_asked`, `collector.bad_code`, `collector.bad_pin`, `network.bad_address`. */
  async ask(link: CollectorLink, typed: { readonly address: string; readonly code: string; readonly pin: string | null }): Promise<void> {
    requireNone(link);
    const address = parseCollectorAddress(typed.address);
    const code = codeOf(typed.code);
    const pin = typed.pin === null || typed.pin.trim() === '' ? null : pinOf(typed.pin);
    link.beginAsking();
    try {
      const request = await this.request(link, code);
      const asking = { log: link.own.key, transport: transportOf(this.#ctx.ports), signal: link.signal };
      const { answer, pins } = await askToEnrol(address, request, asking, pin);
      link.requireOpen();
      requireNone(link);
      this.#asked(link, answer, { address, spki: pins.spki }, 'collector.request');
    } finally {
      link.askingEnded();
    }
  }

  /** The request in its present state. `code` null: it is carried in a file. */
  async request(link: CollectorLink, code: string | null): Promise<Bytes> {
    const { checkpoint, tree, leaves } = await link.own.toSend();
    const [genesis] = await leaves(0, 1);
    if (genesis === undefined) throw new AppError('log.tampered', 'the log has no first entry');
    const { key, signer } = link.own;
    const of = {
      code,
      name: stationName(this.#ctx.station.name),
      vkey: vkeyText(key),
      app: this.#ctx.ports.appVersion,
      checkpoint,
      genesis: copyOf(genesis),
      proof: await tree.inclusionProof(0),
    };
    return writeEnrolRequest(of, signer, sha256);
  }

  /** Stores a request that is carried in a file, until its answer comes. Throws `collector.already_asked`. */
  carried(link: CollectorLink): void {
    const row = link.row();
    if (row !== null && row.state !== 'carried') throw new AppError('collector.already_asked', 'this log was asked for over the network');
    const now = this.#ctx.clock.look().wall;
    link.commit([{ act: 'collector.request', out: 'ok', d: { how: 'file' } }], row ?? { ...NOT_ASKED, state: 'carried', since: now });
  }

  /**
   * Takes an answer that was carried here. Throws `log.bad_enrolment` for one that does not verify or is signed by other keys
   * than the known ones, `collector.other_log`, and `collector.none` without a request. An answer that says less than is
   * known changes nothing.
   */
  takeAnswer(link: CollectorLink, bytes: Bytes): EnrolAnswer['state'] {
    const answer = openEnrolAnswer(answerText(bytes), { sha256, verify: verifyEd25519 });
    if (answer.origin !== link.own.key.name || answer.vkey !== vkeyText(link.own.key))
      throw new AppError('collector.other_log', 'an answer to another log');
    const kept = link.kept();
    if (kept !== null) return this.#answered(link, kept, answer);
    if (link.row() === null) throw new AppError('collector.none', 'nothing was asked');
    this.#asked(link, answer, { address: null, spki: answer.spki }, 'collector.answer');
    return answer.state;
  }

  /** Asks the collector for the state of the request. Throws as `enrolmentNow`. */
  async look(link: CollectorLink, kept: KeptCollector): Promise<void> {
    const { spki, address, request: id } = kept;
    if (spki === null || address === null) return;
    const collector = { receipts: vkeyText(kept.keys.receipts), heads: vkeyText(kept.keys.heads) };
    const asking = { log: link.own.key, transport: transportOf(this.#ctx.ports), signal: link.signal };
    const answer = await enrolmentNow({ id, collector, spki, address: parseCollectorAddress(address) }, asking);
    link.requireOpen();
    const now = link.kept();
    if (now !== null && now.pins === kept.pins) this.#answered(link, now, answer);
  }

  /** The person has compared the words and they match. Throws `collector.none` unless they belong to the present request. */
  confirm(link: CollectorLink, request: string): void {
    const kept = link.kept();
    if (kept === null || kept.state !== 'asked' || kept.request !== request)
      throw new AppError('collector.none', 'no such request waits for its words');
    if (kept.confirmed === 1) return;
    const row: CollectorRow = { ...rowOf(kept), confirmed: 1 };
    const entries = [this.#entry('collector.confirm', kept)];
    if (kept.letIn === 0) link.commit(entries, row, 0);
    else this.#activate(link, kept, entries, row, 0);
  }

  /** Throws `collector.none`. */
  leave(link: CollectorLink): void {
    const row = link.row();
    if (row === null) throw new AppError('collector.none', 'there is no collector');
    const collector = nameIn(row);
    link.session.write([{ act: 'collector.leave', out: 'ok', d: { state: row.state }, say: { collector } }], (tx) =>
      tx.collectors.drop(link.session.log.origin),
    );
    link.session.setFloor(null);
    link.begin();
    link.changed();
  }

  /** Another address of the same keys. Throws `network.bad_address`, `collector.none`, `collector.by_file_only`. */
  move(link: CollectorLink, typed: string): void {
    const kept = link.kept();
    if (kept === null) throw new AppError('collector.none', 'there is no collector');
    if (kept.spki === null) throw new AppError('collector.by_file_only', 'no TLS key is pinned');
    const { text } = parseCollectorAddress(typed);
    link.commit([{ act: 'collector.move', out: 'ok', d: { pins: kept.pins }, say: { address: text } }], { ...rowOf(kept), address: text });
    link.wayChanged();
  }

  #asked(
    link: CollectorLink,
    answer: OpenedAnswer,
    at: { readonly address: CollectorAddress | null; readonly spki: string | null },
    act: 'collector.request' | 'collector.answer',
  ): void {
    const { id, state, collector, policy, keys } = answer;
    const address = at.address?.text ?? null;
    const row: CollectorRow = {
      ...NOT_ASKED,
      state: state === 'refused' ? 'refused' : 'asked',
      since: this.#ctx.clock.look().wall,
      request: id,
      receipts: collector.receipts,
      heads: collector.heads,
      spki: at.spki,
      address,
      policy: JSON.stringify(policy),
      letIn: state === 'active' ? 1 : 0,
    };
    const d = { how: address === null ? 'file' : 'network', request: id, pins: pinsText(keys, at.spki), state };
    const say = { collector: keys.receipts.name, ...(address === null ? {} : { address }) };
    link.commit([{ act, out: 'ok', d, say }], row, 0);
    link.begin();
  }

  /** What a later answer to the same request changes. */
  #answered(link: CollectorLink, kept: KeptCollector, answer: OpenedAnswer): EnrolAnswer['state'] {
    const same =
      answer.id === kept.request && vkeyText(answer.keys.receipts) === kept.receipts && vkeyText(answer.keys.heads) === kept.heads;
    if (!same) throw new AppError('log.bad_enrolment', 'enrolment: the answer is by other keys, or to another request');
    if (kept.state !== 'asked' || kept.letIn === 1 || answer.state === 'pending') return kept.letIn === 1 ? 'active' : answer.state;
    const row: CollectorRow = { ...rowOf(kept), policy: JSON.stringify(answer.policy) };
    if (answer.state === 'refused') {
      const entry: EntryDraft = { act: 'collector.refused', out: 'refused', err: 'collector.not_active', d: { request: kept.request } };
      link.commit([entry], { ...row, state: 'refused', since: this.#ctx.clock.look().wall });
      this.#ctx.notice('bad', 'collector-refused');
    } else if (kept.confirmed === 1) this.#activate(link, kept, [], { ...row, letIn: 1 }, null);
    else link.commit([this.#entry('collector.answer', kept)], { ...row, letIn: 1 }, 0);
    return answer.state;
  }

  #activate(link: CollectorLink, kept: KeptCollector, before: readonly EntryDraft[], row: CollectorRow, pin: number | null): void {
    const now: CollectorRow = { ...row, state: 'active', since: this.#ctx.clock.look().wall, fault: null, faultSince: null };
    link.commit([...before, this.#entry('collector.active', kept)], now, pin);
    link.begin();
    this.#ctx.notice('good', 'collector-receives');
  }

  #entry(act: 'collector.answer' | 'collector.confirm' | 'collector.active', { request, pins, keys }: KeptCollector): EntryDraft {
    return { act, out: 'ok', d: { request, pins }, say: { collector: keys.receipts.name } };
  }
}

function requireNone(link: CollectorLink): void {
  if (link.row() !== null) throw new AppError('collector.already_asked', 'this log has a collector, or was asked for one');
}

function rowOf({ keys: _, pins: __, asks: ___, ...row }: KeptCollector): CollectorRow {
  return row;
}

function codeOf(typed: string): string {
  const code = typed.toUpperCase().replace(/[\s-]/g, '');
  if (!ENROLMENT_CODE.test(code)) throw new AppError('collector.bad_code', 'not a code');
  return code;
}

function pinOf(typed: string): string {
  const pin = typed.toLowerCase().replace(/[\s:]/g, '');
  if (!/^[0-9a-f]{64}$/.test(pin)) throw new AppError('collector.bad_pin', 'not SHA-256 in hexadecimal');
  return pin;
}

/** As a request can hold it: 1 to 60 characters, none of them a control character or half of one. */
function stationName(name: string): string {
  const plain = name.replace(/[\p{Cc}\p{Cs}]/gu, '').slice(0, 60);
  return plain.replace(/\p{Cs}/gu, '') || 'Station';
}
