const and = new Intl.ListFormat('en-GB', { type: 'conjunction' });
const or = new Intl.ListFormat('en-GB', { type: 'disjunction' });

/** "Mara, Kenji and Sam". */
export function listAnd(items: readonly string[]): string {
  return and.format(items);
}

/** "Mara, Kenji or Sam". */
export function listOr(items: readonly string[]): string {
  return or.format(items);
}

/** "Mara, Kenji, Sam": where the sentence around it has its own joints. */
export function listPlain(items: readonly string[]): string {
  return items.join(', ');
}

const NUMBERS = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'] as const;

/** Small numbers in words, as in "All four compartments"; others in digits, grouped. */
export function numberWord(count: number): string {
  return NUMBERS[count] ?? count.toLocaleString('en-GB');
}
