import { PNG } from 'playwright-core/lib/utilsBundle';

export const THEMES = ['light', 'dark', 'contrast'] as const;
export type Theme = (typeof THEMES)[number];

/** Grounds are brighter than this in the light theme, even under the veil of a dialog (117), and darker in the others (30). */
const LIGHT_FROM = 80;

/**
 * The theme that a picture of a screen was taken in, read from its pixels: high contrast is black in more than half of them,
 * light and dark differ in the brightness that half of the pixels have at most. Throws where it is no PNG.
 */
export function shownTheme(png: Buffer): Theme {
  const { data } = PNG.sync.read(png);
  const pixels = data.length / 4;
  const byBrightness = new Uint32Array(256);
  let black = 0;
  for (let at = 0; at < data.length; at += 4) {
    const [red = 0, green = 0, blue = 0] = data.subarray(at, at + 3);
    const brightness = Math.round(0.2126 * red + 0.7152 * green + 0.0722 * blue);
    byBrightness[brightness] = (byBrightness[brightness] ?? 0) + 1;
    if (red + green + blue === 0) black += 1;
  }
  if (black > pixels / 2) return 'contrast';
  let median = 0;
  for (let seen = 0; median < 256; median++) {
    seen += byBrightness[median] ?? 0;
    if (seen > pixels / 2) break;
  }
  return median < LIGHT_FROM ? 'dark' : 'light';
}
