/** A failure that a person can mend. Its message is the one sentence that they read: what happened, and the fix. */
export class SetupStop extends Error {}

/**
 * Runs a command of this project to its end. A `SetupStop` is said in one line, anything else as a fault of ours; both end with exit code 1.
 * @param {() => Promise<number>} work resolves with the exit code
 */
export async function orStop(work) {
  try {
    process.exitCode = await work();
  } catch (error) {
    if (error instanceof SetupStop) console.error(`Halligan: ${error.message}`);
    else console.error('Halligan: this is a fault in its own set-up; please report it with the lines below.\n', error);
    process.exitCode = 1;
  }
}
