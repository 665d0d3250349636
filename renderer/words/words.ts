/** Every word on the screen: `say('shell.nav.board')`. Keys and what they name are typed; a missing one does not compile. */
import i18next from 'i18next';
import { catalogue } from './catalogue.ts';

/** `a.b.c` of every sentence; plural forms (`…_one`, `…_other`) are one key. */
type Leaves<T> = {
  [Key in keyof T & string]: T[Key] extends string ? Bare<Key> : `${Key}.${Leaves<T[Key]>}`;
}[keyof T & string];
type Bare<Key extends string> = Key extends `${infer Stem}_one` | `${infer Stem}_other` ? Stem : Key;
/** The name of a sentence: the path to it in the catalogue. The forms of a plural share one. */
export type WordKey = Leaves<typeof catalogue>;

/** The text at a key; of a plural, the one for many, which always needs its count. */
type At<T, Path extends string> = Path extends `${infer Head}.${infer Rest}`
  ? Head extends keyof T
    ? At<T[Head], Rest>
    : never
  : Path extends keyof T
    ? T[Path]
    : `${Path}_other` extends keyof T
      ? `${T[`${Path}_other`] & string}{{count}}`
      : never;
type Named<Text> = Text extends `${string}{{${infer Name}}}${infer Rest}` ? Name | Named<Rest> : never;

/** What a sentence names, by its placeholders: nothing to give where it has none. */
export type Values<Key extends WordKey> = [Named<At<typeof catalogue, Key>>] extends [never]
  ? []
  : [values: Readonly<Record<Named<At<typeof catalogue, Key>>, string | number>>];

const words = i18next.createInstance();
void words.init({
  lng: 'en',
  fallbackLng: false,
  initAsync: false,
  resources: { en: { translation: catalogue } },
  interpolation: { escapeValue: false },
  returnNull: false,
});

type Given = Readonly<Record<string, string | number>>;

function put(text: string, given: Given): string {
  const shown = Object.entries(given).map(([name, value]) => [name, typeof value === 'number' ? value.toLocaleString('en-GB') : value]);
  return words.services.interpolator.interpolate(text, Object.fromEntries(shown), 'en', {});
}

/** The sentence, with what it names put in. Numbers are grouped: "2,340". */
export function t<Key extends WordKey>(key: Key, ...values: Values<Key>): string {
  const given: Given = { ...values[0] };
  return put(words.t(key, { ...given, skipInterpolation: true }), given);
}

/** As `t`, in parts: `strong` where the sentence has `<b>…</b>`. Names are put in afterwards, so they cannot be tags. */
export function tParts<Key extends WordKey>(
  key: Key,
  ...values: Values<Key>
): readonly { readonly text: string; readonly strong: boolean }[] {
  const given: Given = { ...values[0] };
  return words
    .t(key, { ...given, skipInterpolation: true })
    .split(/<b>(.*?)<\/b>/s)
    .map((text, i) => ({ text: put(text, given), strong: i % 2 === 1 }))
    .filter((part) => part.text !== '');
}
