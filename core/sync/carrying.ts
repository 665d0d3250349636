/** What is carried by hand: requests and answers of an enrolment, bundles and receipts. shared/log/FORMAT.md §12 and §16. */
import { randomBytes } from 'node:crypto';
import { closeSync, createReadStream, createWriteStream, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { AppError } from '../../shared/base/app-error.ts';
import { type Bytes, concat, utf8 } from '../../shared/base/bytes.ts';
import type { ErrorCode } from '../../shared/base/error-codes.ts';
import { toIso } from '../../shared/base/instant.ts';
import type { EnrolAnswer } from '../../shared/log/exchange/enrolment.ts';
import { writeBundle } from '../../shared/log/exchange/sync-bundle.ts';
import { parseOrigin } from '../../shared/log/leaf/origin.ts';
import { sha256 } from '../hash/node-hash.ts';
import type { EngineContext } from '../session/context.ts';
import { writeAtomically } from '../store/disk/atomic-file.ts';
import { syncFolder } from '../store/disk/sync-folder.ts';
import { bundleContents } from './bundle-bodies.ts';
import type { CollectorLink } from './collector-link.ts';
import type { Enrolment } from './enrolment.ts';
import { type TakenReceipt, takeCarriedReceipt } from './receipts.ts';

/** Answers and receipts are notes: no longer than this. */
const MAX_NOTE_BYTES = 65_536;

export class FileExchange {
  readonly #ctx: EngineContext;
  readonly #enrolling: Enrolment;

  constructor(ctx: EngineContext, enrolling: Enrolment) {
    this.#ctx = ctx;
    this.#enrolling = enrolling;
  }

  /** Throws `collector.already_asked`, `host.file_not_written`. Null when the person cancelled the dialog. */
  async exportRequest(link: CollectorLink): Promise<string | null> {
    if (link.row() !== null && link.row()?.state !== 'carried')
      throw new AppError('collector.already_asked', 'this log was asked for already');
    const path = await this.#ctx.ports.files.pickSave(this.#name(link, 'henroll'));
    if (path === null) return null;
    link.requireOpen();
    this.#enrolling.carried(link);
    writeAtomically(path, await this.#enrolling.request(link, null));
    return path;
  }

  /** Throws as `Enrolling.takeAnswer`. Null as above. */
  async importAnswer(link: CollectorLink): Promise<EnrolAnswer['state'] | null> {
    const path = await this.#ctx.ports.files.pickOpen('answer');
    if (path === null) return null;
    const bytes = await readNote(path, 'log.bad_enrolment');
    link.requireOpen();
    return this.#enrolling.takeAnswer(link, bytes);
  }

  /**
   * A bundle of what the last receipt does not cover, or of everything. Throws `collector.none`, `collector.not_active` before
   * the words were compared, `host.file_not_written`. Path null as above.
   */
  async exportBundle(link: CollectorLink, since: 'receipt' | 'start'): Promise<{ readonly path: string | null; readonly entries: number }> {
    const kept = link.kept();
    if (kept === null) throw new AppError('collector.none', 'there is no collector');
    if (kept.confirmed === 0) throw new AppError('collector.not_active', 'the words were not compared');
    const path = await this.#ctx.ports.files.pickSave(this.#name(link, 'hsync'));
    if (path === null) return { path, entries: 0 };
    link.requireOpen();
    const from = since === 'start' ? 0 : (link.receipt()?.size ?? 0);
    // Before the head is taken, so that the bundle has its own entry.
    link.session.write([{ act: 'export.bundle', out: 'ok', d: { from, pins: kept.pins } }]);
    const log = await link.own.toSend();
    const contents = bundleContents(link.session, log, kept, from);
    await writeGzip(path, writeBundle(contents, link.own.signer, sha256));
    return { path, entries: log.head.size - from };
  }

  /** Throws as `takeCarriedReceipt`. Null as above. */
  async importReceipt(link: CollectorLink): Promise<TakenReceipt | null> {
    const path = await this.#ctx.ports.files.pickOpen('receipt');
    if (path === null) return null;
    const bytes = await readNote(path, 'log.bad_receipt');
    link.requireOpen();
    return takeCarriedReceipt(link, bytes);
  }

  /** A receipt as text, with or without its last newline: what shows a QR code may drop it. */
  async readReceipt(link: CollectorLink, text: string): Promise<TakenReceipt> {
    const whole = text.endsWith('\n') ? text : `${text}\n`;
    if (!whole.isWellFormed()) throw new AppError('log.bad_receipt', 'not a text');
    return takeCarriedReceipt(link, utf8(whole));
  }

  /** `‹station›-‹epoch›-‹size›.‹ending›`: names that sort, and say nothing that the log does not. */
  #name({ session }: CollectorLink, ending: 'henroll' | 'hsync'): string {
    const { station, epoch } = parseOrigin(session.log.origin);
    const day = toIso(this.#ctx.clock.look().wall).slice(0, 10);
    return `${station}-${epoch}-${session.log.size}-${day}.${ending}`;
  }
}

/** Throws `code` for what cannot be read, or is too long for a note. */
async function readNote(path: string, code: ErrorCode): Promise<Bytes> {
  const parts: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const part of createReadStream(path) as AsyncIterable<Uint8Array>) {
      size += part.length;
      if (size > MAX_NOTE_BYTES) break;
      parts.push(part);
    }
  } catch (cause) {
    throw new AppError(code, 'the file cannot be read', { cause });
  }
  if (size > MAX_NOTE_BYTES) throw new AppError(code, 'the file is too long');
  return concat(...parts);
}

/** Writes a whole file or none. What the log throws passes through; the disk's own refusal is `host.file_not_written`. */
async function writeGzip(path: string, pieces: AsyncIterable<Uint8Array>): Promise<void> {
  const unfinished = `${path}.${randomBytes(4).toString('hex')}.new`;
  let failure: unknown = null;
  async function* watched(): AsyncGenerator<Uint8Array, undefined> {
    try {
      yield* pieces;
    } catch (error) {
      failure = error;
      throw error;
    }
    return undefined;
  }
  try {
    await pipeline(Readable.from(watched()), createGzip(), createWriteStream(unfinished, { flags: 'wx', mode: 0o600 }));
    const file = openSync(unfinished, 'r+');
    try {
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(unfinished, path);
    syncFolder(dirname(path));
  } catch (cause) {
    rmSync(unfinished, { force: true });
    if (failure !== null) throw failure;
    throw new AppError('host.file_not_written', 'the bundle could not be written there', { cause });
  }
}
