import { sorted } from './sorted-json.ts';

const list = (length: number, item: string) => `[${Array.from({ length }, () => item).join(',')}]`;
const put = (from: string | RegExp, to: string) => (text: string) => text.replace(from, () => to);
const person = '{"am":[],"id":"x","key":null,"role":null}';

/** The text of an entry made into a leaf that is not in the canonical form, or just at a limit. */
export const LEAF_TEXTS: Readonly<Record<string, (text: string) => string | Uint8Array>> = {
  nothing: () => '',
  'not JSON': () => '{',
  'two values': (text) => `${text}${text}`,
  'a number alone': () => '1',
  'an array': () => '[]',
  'an empty object': () => '{}',
  'a newer version and nothing else': () => '{"v":2}',
  'a version that is a float': () => '{"v":2.0}',
  'white space': put('{"act"', '{ "act"'),
  'white space at the end': (text) => `${text} `,
  'a carriage return at the end': (text) => `${text}\r`,
  'a byte-order mark': (text) => `\ufeff${text}`,
  'UTF-16': (text) => Buffer.from(text, 'utf16le'),
  'a byte that is not UTF-8': (text) => Buffer.concat([Buffer.from(text.slice(0, -2)), Uint8Array.of(0xff), Buffer.from(text.slice(-2))]),
  'an overlong slash': (text) => Buffer.from(text.replace('"m_1"', '"m_\u00c0\u00af"'), 'latin1'),
  'a surrogate in UTF-8': (text) => Buffer.from(text.replace('"m_1"', '"m_\u00ed\u00a0\u0080"'), 'latin1'),
  'a lone surrogate, escaped': put('"m_1"', '"\\ud800"'),
  'a pair of surrogates, escaped': put('"m_1"', '"\\ud83d\\ude00"'),
  'a letter escaped': put('"m_1"', '"\\u006d_1"'),
  'a slash escaped': put('"m_1"', '"m\\/1"'),
  'a raw tab': put('"m_1"', '"m\t1"'),
  'an escaped tab': put('"m_1"', '"m\\t1"'),
  'an upper-case escape': put('"m_1"', '"m\\u000B1"'),
  'a key twice': put('{"act":', '{"act":"app.start","act":'),
  'keys unsorted': (text) => text.replace(/^\{(.*),"v":1,/, '{"v":1,$1,'),
  'a key in upper case': put('"n":1', '"N":1'),
  'a key of 25 characters': put('"n":1', `"${'n'.repeat(25)}":1`),
  'a key of 24 characters': put('"n":1', `"${'n'.repeat(24)}":1`),
  'a key that begins with a digit': put('"n":1', '"0n":1'),
  'the key __proto__': put('"n":1', '"__proto__":1'),
  'the key constructor': put(/"d":\{.*?\},"dev"/, '"d":{"constructor":1},"dev"'),
  'an integer as a float': put('"n":1', '"n":1.0'),
  'an integer with an exponent': put('"n":1', '"n":1e0'),
  'minus zero': put('"n":1', '"n":-0'),
  'a leading zero': put('"n":1', '"n":01'),
  'a plus sign': put('"n":1', '"n":+1'),
  'the largest integer': put('"n":1', '"n":9007199254740991'),
  'the smallest integer': put('"n":1', '"n":-9007199254740991'),
  'an integer too large': put('"n":1', '"n":9007199254740992'),
  'an integer much too large': put('"n":1', `"n":1${'0'.repeat(5_000)}`),
  'not a number': put('"n":1', '"n":NaN'),
  infinity: put('"n":1', '"n":Infinity'),
  'true in upper case': put('"n":1', '"n":True'),
  'depth 7': put('"n":1', '"n":[[[[[1]]]]]'),
  'depth 6': put('"n":1', '"n":[[[[1]]]]'),
  'depth 5,000': put('"n":1', `"n":${'['.repeat(5_000)}${']'.repeat(5_000)}`),
  'an array of 32': put('"n":1', `"n":${list(32, '1')}`),
  'an array of 33': put('"n":1', `"n":${list(33, '1')}`),
  '24 data': put(/"d":\{.*?\},"dev"/, `"d":${sorted(Object.fromEntries(Array.from({ length: 24 }, (_, n) => [`k${n}`, n])))},"dev"`),
  '25 data': put(/"d":\{.*?\},"dev"/, `"d":${sorted(Object.fromEntries(Array.from({ length: 25 }, (_, n) => [`k${n}`, n])))},"dev"`),
  '32 persons': put(/"who":\[.*?\}\]/, `"who":${list(32, person)}`),
  '33 persons': put(/"who":\[.*?\}\]/, `"who":${list(33, person)}`),
  '8 ways to prove': put('"am":["key"]', `"am":${list(8, '"key"')}`),
  '9 ways to prove': put('"am":["key"]', `"am":${list(9, '"key"')}`),
  'as large as a leaf may be': (text) => sized(text, 16_384),
  'a byte larger than a leaf may be': (text) => sized(text, 16_385),
};

/** The leaf with long data, so that it has that many bytes. */
function sized(text: string, bytes: number): string {
  const start = text.replace(/"d":\{.*?\},"dev"/, '"d":{},"dev"');
  const item = `"${'x'.repeat(126)}"`;
  const data: Record<string, string[]> = {};
  for (let n = 0; n < 4; n++) data[`k${n}`] = Array.from({ length: 32 }, () => item);
  const whole = () =>
    start.replace(
      '"d":{}',
      `"d":{${Object.entries(data)
        .map(([key, items]) => `"${key}":[${items.join(',')}]`)
        .join(',')}}`,
    );
  while (whole().length > bytes) data['k3']?.pop();
  const rest = bytes - whole().length;
  data['k3']?.push(`"${'y'.repeat(Math.max(1, rest - 3))}"`);
  return whole();
}
