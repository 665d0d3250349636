import { makeCodec } from './page/codec.ts';
import { isolatedWorld } from './page/isolated-world.ts';
import { mainWorld } from './page/main-world.ts';

/** The name of the isolated world. */
export const WORLD = 'halligan-preload';
/** Its function to main, and main's to it; neither exists in the page's own world. */
export const BINDING = '__halliganSend';
export const DELIVER = '__halliganDeliver';

/** The script for the page's own world. `secret` names the events between the worlds and must be new for each window. */
export function mainWorldSource(secret: string): string {
  return `(${mainWorld})(${JSON.stringify(secret)})`;
}

/** The script for the isolated world, with the preload's CommonJS text in it. */
export function isolatedWorldSource(secret: string, preload: string): string {
  const [key, binding, deliver] = [secret, BINDING, DELIVER].map((text) => JSON.stringify(text));
  return `(${isolatedWorld})(${key},${binding},${deliver},(${makeCodec})(),function(require,module,exports){\n${preload}\n})`;
}
