/**
 * Null where the set-up can run on this Node, else the sentence that says what to do. Written in the oldest syntax that modules have,
 * and imported before anything else, so that an old Node reads it too.
 * @param {string} version such as `20.20.2`
 */
export function nodeTooOld(version) {
  const major = Number(version.split('.')[0]);
  if (major >= 20) return null;
  return `Node ${version} is too old to set it up: install Node 20 or later (https://nodejs.org), then run the same command again.`;
}
