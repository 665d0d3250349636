import { type Bytes, concat, copyOf } from '../base/bytes.ts';
import { MAX_RULE_DEPTH, type RulePath } from '../domain/rule.ts';

/** What is sealed to a custodian: the value, and which set and place it is of, so that an old one can be named. */
export interface SharePlaintext {
  readonly generation: number;
  readonly path: RulePath;
  readonly value: Bytes;
}

const GENERATION_BYTES = 8;
const HEAD_BYTES = GENERATION_BYTES + 1;

/** LE64(generation), the path's length, the path, the value (FORMAT.md §7). */
export function writeSharePlaintext({ generation, path, value }: SharePlaintext): Bytes {
  const head = new Uint8Array(HEAD_BYTES);
  new DataView(head.buffer).setBigUint64(0, BigInt(generation), true);
  head[GENERATION_BYTES] = path.length;
  return concat(head, new Uint8Array(path), value);
}

/** Exactly what `writeSharePlaintext` wrote, else null. */
export function readSharePlaintext(bytes: Uint8Array): SharePlaintext | null {
  if (bytes.length < HEAD_BYTES) return null;
  const generation = Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true));
  const depth = bytes[GENERATION_BYTES] ?? 0;
  if (!Number.isSafeInteger(generation) || depth < 1 || depth > MAX_RULE_DEPTH || bytes.length < HEAD_BYTES + depth) return null;
  return { generation, path: [...bytes.subarray(HEAD_BYTES, HEAD_BYTES + depth)], value: copyOf(bytes.subarray(HEAD_BYTES + depth)) };
}
