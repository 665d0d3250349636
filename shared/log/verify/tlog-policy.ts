/** Whom a reader trusts (C2SP tlog-policy): which logs, which collectors, and how many of these it takes. FORMAT.md §14. */
import { AppError, isAppError } from '../../base/app-error.ts';
import { fromUtf8, toHex } from '../../base/bytes.ts';
import { type CosignerKey, type NoteKey, parseCosignerVkey, parseVkey } from '../note/vkey.ts';
import type { Sha256 } from '../tree/tree-hash.ts';

/** A collector by the name that the policy gives it. */
export interface Witness {
  readonly kind: 'witness';
  readonly name: string;
  readonly key: CosignerKey;
}

/** Satisfied by `need` of its members, 1 to all of them. */
export interface WitnessGroup {
  readonly kind: 'group';
  readonly name: string;
  readonly need: number;
  readonly members: readonly Quorum[];
}

/** A witness, or a group of which enough must sign. */
export type Quorum = Witness | WitnessGroup;

/** Whose signatures a verifier asks for. `quorum` is null when it asks for none. */
export interface TlogPolicy {
  /** Empty where the log is to be known from elsewhere. */
  readonly logs: readonly NoteKey[];
  readonly witnesses: readonly Witness[];
  /** Null where no receipt is asked for (`quorum none`). */
  readonly quorum: Quorum | null;
}

const MAX_BYTES = 65_536;
const MAX_OF_A_KIND = 32;

/**
 * The policy in the bytes of a file. Throws `log.bad_policy` when a line is malformed or names what no line before it
 * defines, a name is defined or counted twice, one key stands under two names, or there is not exactly one quorum.
 */
export function parseTlogPolicy(bytes: Uint8Array, sha256: Sha256): TlogPolicy {
  const reader = new PolicyReader(sha256);
  for (const line of policyLines(bytes)) reader.line(line);
  return reader.policy();
}

/**
 * When `quorum` was reached, given the times at which witnesses signed, by name: the earliest time by which enough of them
 * had. Null when too few did.
 */
export function quorumTime(quorum: Quorum, times: ReadonlyMap<string, number>): number | null {
  if (quorum.kind === 'witness') return times.get(quorum.name) ?? null;
  const reached = quorum.members.map((member) => quorumTime(member, times)).filter((time) => time !== null);
  return reached.sort((a, b) => a - b)[quorum.need - 1] ?? null;
}

/** The items of every line that is neither empty nor a comment. */
function policyLines(bytes: Uint8Array): string[][] {
  const text = bytes.length > MAX_BYTES ? '' : decoded(bytes);
  if (!text.endsWith('\n') || /[^\t\n\u0020-\u007e\u0080-\u{10ffff}]/u.test(text)) throw bad('not the lines of a policy');
  const lines = text.split('\n').map((line) => line.split(/[ \t]+/).filter((item) => item !== ''));
  return lines.filter(([first]) => first !== undefined && !first.startsWith('#'));
}

function decoded(bytes: Uint8Array): string {
  try {
    return fromUtf8(bytes);
  } catch (cause) {
    throw new AppError('log.bad_policy', 'policy: not UTF-8', { cause });
  }
}

class PolicyReader {
  readonly #sha256: Sha256;
  readonly #logs: NoteKey[] = [];
  readonly #named = new Map<string, Quorum>();
  readonly #counted = new Set<string>();
  readonly #keys = new Set<string>();
  #quorum: Quorum | null | undefined;

  constructor(sha256: Sha256) {
    this.#sha256 = sha256;
  }

  line([keyword, ...items]: readonly string[]): void {
    if (keyword === 'log') this.#log(items);
    else if (keyword === 'witness') this.#witness(items);
    else if (keyword === 'group') this.#group(items);
    else if (keyword === 'quorum') this.#setQuorum(items);
    else throw bad('a line of no known kind');
  }

  policy(): TlogPolicy {
    if (this.#quorum === undefined) throw bad('no quorum');
    return { logs: this.#logs, witnesses: [...this.#named.values()].filter((one) => one.kind === 'witness'), quorum: this.#quorum };
  }

  #log([vkey, _url, ...rest]: readonly string[]): void {
    if (vkey === undefined || rest.length > 0 || this.#logs.length === MAX_OF_A_KIND) throw bad('a line of a log is malformed');
    const key = keyOf(() => parseVkey(vkey, this.#sha256));
    this.#countKey(key);
    this.#logs.push(key);
  }

  #witness([name, vkey, _url, ...rest]: readonly string[]): void {
    if (name === undefined || vkey === undefined || rest.length > 0) throw bad('a line of a witness is malformed');
    const key = keyOf(() => parseCosignerVkey(vkey, this.#sha256));
    this.#countKey(key);
    this.#define({ kind: 'witness', name, key });
  }

  #group([name, count, ...names]: readonly string[]): void {
    if (name === undefined || count === undefined || names.length === 0) throw bad('a line of a group is malformed');
    const need = count === 'any' ? 1 : count === 'all' ? names.length : /^[1-9][0-9]?$/.test(count) ? Number(count) : 0;
    if (need < 1 || need > names.length) throw bad('a group needs 1 to all of its members');
    const members = names.map((member) => {
      if (this.#counted.has(member)) throw bad('a name is counted twice');
      this.#counted.add(member);
      return this.#defined(member);
    });
    this.#define({ kind: 'group', name, need, members });
  }

  #setQuorum([name, ...rest]: readonly string[]): void {
    if (name === undefined || rest.length > 0 || this.#quorum !== undefined) throw bad('not one quorum');
    this.#quorum = name === 'none' ? null : this.#defined(name);
  }

  #define(quorum: Quorum): void {
    const same = [...this.#named.values()].filter(({ kind }) => kind === quorum.kind);
    if (quorum.name === 'none' || this.#named.has(quorum.name)) throw bad('a name is defined twice');
    if (same.length === MAX_OF_A_KIND) throw bad('more than 32 of a kind');
    this.#named.set(quorum.name, quorum);
  }

  #defined(name: string): Quorum {
    const found = this.#named.get(name);
    if (found === undefined) throw bad('a name that no line before defines');
    return found;
  }

  /** A signature does not name who made it, so one key under two names would count twice. */
  #countKey({ publicKey }: NoteKey | CosignerKey): void {
    const key = toHex(publicKey);
    if (this.#keys.has(key)) throw bad('one key under two names');
    this.#keys.add(key);
  }
}

function keyOf<Key>(parse: () => Key): Key {
  try {
    return parse();
  } catch (cause) {
    if (!isAppError(cause)) throw cause;
    throw new AppError('log.bad_policy', 'policy: not a key that can sign for this', { cause });
  }
}

function bad(why: string): AppError {
  return new AppError('log.bad_policy', `policy: ${why}`);
}
