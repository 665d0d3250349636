/**
 * What happens in one room and has consequences in others. core/engine lists what follows from each; a room that makes one
 * happen knows nothing of those that hear of it. They are called at once, in the caller's turn, and their refusals are its own.
 */
export interface EngineEvents {
  /** Something changed that a person may see. */
  changed(): void;
  /** A vault or a draft was opened; before its first entry is written. */
  vaultEntered(): void;
  /** The vault closes: nothing may be left open, and everything can still be written. */
  vaultClosing(): void;
  /** The quorum's last touch opened the window, or gave it more time. */
  windowOpened(): void;
  /** A founding's rehearsal was opened, used and sealed. */
  rehearsed(): void;
  /** The strongroom ended without having been asked to. */
  strongroomGone(): void;
}
