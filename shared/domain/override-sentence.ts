/**
 * What a founder types to accept a rule that one loss locks. It is signed into the charter as typed, so it is the same
 * in every language, as a name is.
 */
export function overrideSentence(compartmentName: string): string {
  return `One loss locks ${compartmentName}`;
}

/** Whether `typed` is that sentence: spaces, letter case and a full stop at the end do not matter, words do. */
export function matchesOverride(typed: string, compartmentName: string): boolean {
  return plain(typed) === plain(overrideSentence(compartmentName));
}

function plain(text: string): string {
  return text.normalize('NFC').trim().replace(/\.$/, '').trim().replace(/\s+/g, ' ').toLowerCase();
}
