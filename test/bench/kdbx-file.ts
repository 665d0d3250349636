/**
 * A KDBX 4 file whose key derivation is Argon2d, as KeePassXC's own window makes them: `keepassxc-cli` opens such files and cannot
 * make them. Format: https://keepass.info/help/kb/kdbx.html
 */
import { argon2Sync, createCipheriv, createHash, createHmac, randomBytes } from 'node:crypto';

const AES_256_CBC = Buffer.from('31c1f2e6bf714350be5805216afc5aff', 'hex');
const ARGON2D = Buffer.from('ef636ddf8c29444b91f7a9a403e30a0c', 'hex');
const ARGON2_VERSION = 0x13;
const CHACHA20_STREAM = 3;
const END = Buffer.from('\r\n\r\n');
const FIRST_BLOCK = 0n;
const HEADER = 0xffff_ffff_ffff_ffffn;

export interface Argon2Cost {
  readonly memoryKiB: number;
  readonly passes: number;
  readonly lanes: number;
}

/** The database in `xml` under `password`. The values of `xml` are not encrypted once more. */
export function kdbxFile(xml: string, password: string, cost: Argon2Cost): Buffer {
  const [masterSeed, iv, kdfSeed] = [randomBytes(32), randomBytes(16), randomBytes(32)];
  const header = Buffer.concat([
    u32(0x9aa2d903),
    u32(0xb54bfb67),
    u32(0x0004_0000),
    field(2, AES_256_CBC),
    field(3, u32(0)),
    field(4, masterSeed),
    field(7, iv),
    field(11, kdfParameters(kdfSeed, cost)),
    field(0, END),
  ]);
  const transformed = derive(sha256(sha256(Buffer.from(password))), kdfSeed, cost);
  const hmacKey = sha512(Buffer.concat([masterSeed, transformed, Buffer.of(1)]));
  const inner = Buffer.concat([field(1, u32(CHACHA20_STREAM)), field(2, randomBytes(64)), field(0, Buffer.alloc(0))]);
  const cipher = createCipheriv('aes-256-cbc', sha256(Buffer.concat([masterSeed, transformed])), iv);
  const body = Buffer.concat([cipher.update(Buffer.concat([inner, Buffer.from(xml)])), cipher.final()]);
  const headerMac = createHmac('sha256', blockKey(hmacKey, HEADER)).update(header).digest();
  return Buffer.concat([
    header,
    sha256(header),
    headerMac,
    block(hmacKey, FIRST_BLOCK, body),
    block(hmacKey, FIRST_BLOCK + 1n, Buffer.alloc(0)),
  ]);
}

function kdfParameters(seed: Buffer, { memoryKiB, passes, lanes }: Argon2Cost): Buffer {
  const value = (type: number, name: string, bytes: Buffer) =>
    Buffer.concat([Buffer.of(type), u32(name.length), Buffer.from(name), u32(bytes.length), bytes]);
  return Buffer.concat([
    Buffer.of(0, 1),
    value(0x42, '$UUID', ARGON2D),
    value(0x04, 'V', u32(ARGON2_VERSION)),
    value(0x05, 'M', u64(BigInt(memoryKiB * 1024))),
    value(0x05, 'I', u64(BigInt(passes))),
    value(0x04, 'P', u32(lanes)),
    value(0x42, 'S', seed),
    Buffer.of(0),
  ]);
}

function derive(key: Buffer, seed: Buffer, { memoryKiB, passes, lanes }: Argon2Cost): Buffer {
  return argon2Sync('argon2d', { message: key, nonce: seed, parallelism: lanes, tagLength: 32, memory: memoryKiB, passes });
}

function block(hmacKey: Buffer, index: bigint, body: Buffer): Buffer {
  const size = u32(body.length);
  const mac = createHmac('sha256', blockKey(hmacKey, index)).update(u64(index)).update(size).update(body).digest();
  return Buffer.concat([mac, size, body]);
}

function blockKey(hmacKey: Buffer, index: bigint): Buffer {
  return sha512(Buffer.concat([u64(index), hmacKey]));
}

function field(id: number, bytes: Buffer): Buffer {
  return Buffer.concat([Buffer.of(id), u32(bytes.length), bytes]);
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

function u64(value: bigint): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(value);
  return bytes;
}

function sha256(bytes: Buffer): Buffer {
  return createHash('sha256').update(bytes).digest();
}

function sha512(bytes: Buffer): Buffer {
  return createHash('sha512').update(bytes).digest();
}
