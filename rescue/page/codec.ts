/** Values over a wire that carries text alone: the part of structured clone that our calls use. */
export interface Codec {
  /** Throws `TypeError` for what cannot be cloned, as structured clone does. */
  encode(value: unknown): string;
  decode(text: string): unknown;
}

/** Self-contained, since its source also travels into the page. */
export function makeCodec(): Codec {
  const TAG = '$t';

  function toBase64(bytes: Uint8Array): string {
    let text = '';
    for (let i = 0; i < bytes.length; i += 0x8000) text += String.fromCharCode(...bytes.subarray(i, i + 0x8000));
    return btoa(text);
  }

  function fromBase64(text: string): Uint8Array<ArrayBuffer> {
    return Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
  }

  function outward(value: unknown): unknown {
    if (value === undefined) return { [TAG]: 'undefined' };
    if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
    if (typeof value === 'number')
      return Number.isFinite(value) && !Object.is(value, -0) ? value : { [TAG]: 'number', v: Object.is(value, -0) ? '-0' : String(value) };
    if (typeof value === 'bigint') return { [TAG]: 'bigint', v: String(value) };
    if (typeof value !== 'object') throw new TypeError(`a ${typeof value} cannot be cloned`);
    if (Array.isArray(value)) return value.map(outward);
    if (value instanceof Date) return { [TAG]: 'date', v: value.getTime() };
    if (value instanceof ArrayBuffer) return { [TAG]: 'buffer', v: toBase64(new Uint8Array(value)) };
    if (ArrayBuffer.isView(value)) return { [TAG]: 'bytes', v: toBase64(new Uint8Array(value.buffer, value.byteOffset, value.byteLength)) };
    if (value instanceof Error) return { [TAG]: 'error', n: value.name, v: value.message };
    const out = members(value as Record<string, unknown>, outward);
    return Object.hasOwn(out, TAG) ? { [TAG]: 'object', v: out } : out;
  }

  /** Defines instead of assigning: a member named `__proto__` stays a member, as structured clone keeps it. */
  function members(source: Record<string, unknown>, change: (value: unknown) => unknown): Record<string, unknown> {
    const out: Record<string, unknown> = {};
    for (const key of Object.keys(source)) {
      Object.defineProperty(out, key, { value: change(source[key]), enumerable: true, writable: true, configurable: true });
    }
    return out;
  }

  function inward(value: unknown): unknown {
    if (value === null || typeof value !== 'object') return value;
    if (Array.isArray(value)) return value.map(inward);
    const object = value as Record<string, unknown>;
    if (!Object.hasOwn(object, TAG)) return members(object, inward);
    if (object[TAG] === 'object') return members(object['v'] as Record<string, unknown>, inward);
    const text = String(object['v']);
    switch (object[TAG]) {
      case 'undefined':
        return undefined;
      case 'number':
        return Number(text);
      case 'bigint':
        return BigInt(text);
      case 'date':
        return new Date(Number(text));
      case 'buffer':
        return fromBase64(text).buffer;
      case 'bytes':
        return fromBase64(text);
      case 'error':
        return Object.assign(new Error(text), { name: String(object['n']) });
      default:
        throw new TypeError('not a value of this wire');
    }
  }

  return { encode: (value) => JSON.stringify(outward(value)), decode: (text) => inward(JSON.parse(text)) };
}
