import { PNG } from 'playwright-core/lib/utilsBundle';
import { expect, test } from 'vitest';
import { shownTheme } from './shown-theme.ts';

type Colour = readonly [red: number, green: number, blue: number];

/** `share` of the pixels of `ground`, the rest of `rest`. */
function picture(ground: Colour, share: number, rest: Colour): Buffer {
  const [width, height] = [100, 10];
  const data = Buffer.alloc(width * height * 4, 255);
  for (let pixel = 0; pixel < width * height; pixel++) data.set(pixel < share * width * height ? ground : rest, pixel * 4);
  return PNG.sync.write({ width, height, data });
}

const white: Colour = [255, 255, 255];
const black: Colour = [0, 0, 0];

test.each([
  ['light', 'the light ground with much dark on it', picture([243, 244, 242], 0.6, [29, 39, 46])],
  ['light', 'the light ground under a veil', picture([122, 122, 121], 0.8, black)],
  ['light', 'white', picture(white, 1, black)],
  ['dark', 'the dark ground with much light on it', picture([15, 19, 22], 0.6, white)],
  ['dark', 'the dark surface', picture([25, 31, 36], 0.9, white)],
  ['dark', 'the dark ground with black on it', picture([15, 19, 22], 0.55, black)],
  ['contrast', 'black with much white on it', picture(black, 0.6, white)],
] as const)('is %s: %s', (theme, _, png) => expect(shownTheme(png)).toBe(theme));

test('is not read from what is no PNG', () => expect(() => shownTheme(Buffer.from('no picture'))).toThrow());
