import { setImmediate } from 'node:timers/promises';
import { AppError } from '../../shared/base/app-error.ts';
import { ChunkRoots } from '../../shared/log/exchange/chunk-roots.ts';
import { type Signer, unverifiedHead } from '../../shared/log/note/checkpoint.ts';
import { type NoteKey, noteKey } from '../../shared/log/note/vkey.ts';
import type { LogKey } from '../hash/log-key.ts';
import { nodeTreeHasher, sha256 } from '../hash/node-hash.ts';
import type { Session } from '../session/session.ts';
import type { HeadToSend } from './upload.ts';

/**
 * The log of one session as a collector is given it: read page by page, never whole. What a person does runs between
 * two pages. Everything here throws `vault.none_open` once `stillOpen` says no.
 */
export class LogToSend {
  readonly key: NoteKey;
  readonly signer: Signer;
  readonly #session: Session;
  readonly #stillOpen: () => boolean;
  readonly #roots: ChunkRoots;

  constructor(session: Session, key: LogKey, stillOpen: () => boolean) {
    this.#session = session;
    this.#stillOpen = stillOpen;
    this.key = noteKey(session.log.origin, key.publicKey, sha256);
    this.signer = { key: this.key, sign: (message) => key.sign(message) };
    this.#roots = new ChunkRoots(
      (from, to) => this.#page(() => session.file.entries.leafHashes(session.log.origin, from, to)),
      nodeTreeHasher,
    );
  }

  /** The newest head, with what is under it. Throws `log.tampered` when the entries in the file do not make its root. */
  async toSend(): Promise<HeadToSend> {
    const { file, log } = this.#session;
    const checkpoint = await this.#page(() => file.entries.checkpoint(log.origin));
    const head = unverifiedHead(checkpoint);
    const tree = await this.#roots.tree(head.size);
    if (tree.root !== head.root) throw new AppError('log.tampered', 'the entries do not make the root of the signed head');
    const leaves = (from: number, to: number) => this.#page(() => file.entries.leaves(log.origin, from, to));
    return { head, checkpoint, tree, leaves };
  }

  /** The root over the first `size` entries. Throws `log.unknown_entry` where there are fewer. */
  async rootAt(size: number): Promise<string> {
    return (await this.#roots.tree(size)).root;
  }

  async #page<T>(read: () => T): Promise<T> {
    await setImmediate();
    if (!this.#stillOpen()) throw new AppError('vault.none_open', 'the vault was closed');
    return read();
  }
}
