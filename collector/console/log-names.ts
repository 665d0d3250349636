import { sha256 } from '../../core/hash/node-hash.ts';
import { AppError } from '../../shared/base/app-error.ts';
import { toHex, utf8 } from '../../shared/base/bytes.ts';
import type { ReadHandle } from '../store/database.ts';

/** What never changes about a log. */
export interface NamedLog {
  readonly n: number;
  readonly origin: string;
  /** SHA-256 of the origin in hexadecimal: how addresses call the log. */
  readonly oh: string;
  readonly name: string;
  readonly vkey: string;
}

/** The logs by number and by the hash of their origin. They are only ever added. */
export class LogNames {
  readonly #db: ReadHandle;
  readonly #byNumber = new Map<number, NamedLog>();
  readonly #byHash = new Map<string, NamedLog>();

  constructor(db: ReadHandle) {
    this.#db = db;
  }

  /** Throws `collector.unknown_log`. */
  async ofHash(oh: string): Promise<NamedLog> {
    if (!this.#byHash.has(oh)) await this.#readOn();
    return known(this.#byHash.get(oh));
  }

  async ofNumber(n: number): Promise<NamedLog> {
    if (!this.#byNumber.has(n)) await this.#readOn();
    return known(this.#byNumber.get(n));
  }

  async #readOn(): Promise<void> {
    type Row = Omit<NamedLog, 'oh'>;
    for (const row of await this.#db.all<Row>('SELECT n, origin, name, vkey FROM log WHERE n > ? ORDER BY n', this.#byNumber.size)) {
      const log = { ...row, oh: toHex(sha256(utf8(row.origin))) };
      this.#byNumber.set(log.n, log);
      this.#byHash.set(log.oh, log);
    }
  }
}

function known(log: NamedLog | undefined): NamedLog {
  if (log === undefined) throw new AppError('collector.unknown_log', 'no such log');
  return log;
}
