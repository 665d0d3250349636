import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeCodec } from '../../../rescue/page/codec.ts';

const { encode, decode } = makeCodec();
const leaf = fc.oneof(
  fc.constant(undefined),
  fc.constant(null),
  fc.boolean(),
  fc.double(),
  fc.string({ unit: 'binary' }),
  fc.bigInt(),
  fc.date({ noInvalidDate: true }),
  fc.uint8Array(),
);
const value = fc.letrec((tie) => ({
  any: fc.oneof(
    { depthSize: 'small' },
    leaf,
    fc.array(tie('any')),
    fc.dictionary(fc.oneof(fc.string(), fc.constant('$t'), fc.constant('__proto__')), tie('any'), { noNullPrototype: true }),
  ),
})).any;

describe('the wire', () => {
  it('gives back every value that it takes', () => {
    fc.assert(
      fc.property(value, (given) => {
        expect(decode(encode(given))).toStrictEqual(given);
      }),
    );
  });

  it('keeps a member named __proto__ a member', () => {
    const back = decode(encode(JSON.parse('{"__proto__":{"polluted":1}}'))) as object;
    expect(Object.keys(back)).toEqual(['__proto__']);
    expect(Object.getPrototypeOf(back)).toBe(Object.prototype);
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });

  it('carries members that are named like its own tag and like the methods of every object', () => {
    const given = { $t: {}, toString: new Date(0), valueOf: 1, v: undefined };
    expect(decode(encode(given))).toStrictEqual(given);
  });

  it('carries an error by name and message', () => {
    const back = decode(encode(new RangeError('too far')));
    expect(back).toMatchObject({ name: 'RangeError', message: 'too far' });
  });

  it.each([[() => 1], [Symbol('x')], [{ inside: () => 1 }]])('takes no %s', (given) => {
    expect(() => encode(given)).toThrow(TypeError);
  });

  it('refuses a kind that it does not know', () => {
    expect(() => decode('{"$t":"constructor","v":"x"}')).toThrow(TypeError);
  });

  it('is self-contained: its source is all of it', () => {
    const remade = new Function(`return (${makeCodec})()`)() as ReturnType<typeof makeCodec>;
    expect(remade.decode(remade.encode({ bytes: new Uint8Array([1, 2]) }))).toEqual({ bytes: new Uint8Array([1, 2]) });
  });
});
