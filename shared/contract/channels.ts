/** The names under which preload and main speak. Nothing but these crosses. */
export const CHANNELS = {
  /** Page → main: a call of the table, by name, with its input. */
  call: 'halligan:call',
  /** Main → page: an event of `Events`, by name, with its value. */
  event: 'halligan:event',
  /** Preload → main: the browser refused the page something by its policies. */
  violation: 'halligan:violation',
} as const;
