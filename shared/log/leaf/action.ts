/**
 * The closed list of acts (FORMAT.md §2), one sentence each for the person who reads the log without the app.
 * An act is never renamed or reused once released.
 */
export const ACTIONS = {
  'log.genesis': 'This log began.',
  'log.rollback_detected': 'The file held an older or a changed log; a new one was begun.',
  'log.full': 'The disk is full; only sealing and the ceremony at hand go on.',
  'log.verify': 'The whole log was verified.',
  'log.export': 'The log was exported.',
  'app.start': 'The app started.',
  'app.stop': 'The app stopped.',
  'time.jump': 'The wall clock moved against the monotonic clock, or the machine slept.',
  'time.backward': 'The wall clock went back.',
  'recovery.unknown': 'Acts were found whose end is unknown, because the app was interrupted.',
  'border.refused': 'The window tried something that it may not do.',
  'config.change': 'A setting of this station was changed.',

  'collector.request': 'A collector was asked to receive this log.',
  'collector.answer': 'A collector answered that it was asked.',
  'collector.confirm': 'The six words of the collector were compared.',
  'collector.active': 'The collector receives this log.',
  'collector.refused': 'The collector did not let this station in.',
  'collector.move': 'The collector is reached at another address.',
  'collector.leave': 'This log is no longer sent to the collector.',
  'sync.receipt': 'The collector countersigned the log up to here.',
  'sync.refused': 'The collector refused the log, or its answer did not hold.',
  'export.bundle': 'A bundle was written, to be carried to the collector.',
  'import.receipt': 'A receipt of the collector was carried back.',

  'founding.start': 'A founding was begun.',
  'founding.members': 'The members of the founding were set.',
  'founding.rules': 'The compartments and rules of the founding were set.',
  'founding.complete': 'The vault was founded.',
  'rule.override': 'A warning about a rule was overridden with a typed sentence.',
  'enroll.active': 'A security key was enrolled.',
  'enroll.refused': 'A security key was refused at enrolment.',
  'charter.sign': 'A member signed the charter.',
  'share.prove': 'A custodian proved that a key still opens its shares.',
  'share.accept': 'A share was contributed and opened.',
  'share.reject': 'A share did not open.',

  'desk.open': "A member opened the steward's desk with a key.",
  'desk.close': "The steward's desk was closed.",
  'deposit.store': 'A credential was deposited.',
  'deposit.replace': 'A credential was replaced by a newer version.',
  'import.store': 'Credentials were imported.',
  'directory.change': 'The directory was changed: playbooks, contacts or systems.',

  'request.declare': 'An emergency or a drill was declared.',
  'request.abort': 'The request was withdrawn.',
  'request.lapse': 'The request lapsed without its quorum.',
  'ceremony.approve': 'A custodian approved.',
  'ceremony.deny': 'A custodian denied.',
  'ceremony.refuse': 'A contribution was refused.',
  'vault.unseal': 'A compartment is opened by its quorum.',
  'vault.seal': 'A compartment was sealed.',
  'window.extend': 'The quorum extended the window.',
  'item.reveal': 'A secret field is shown.',
  'item.copy': 'A secret field is copied.',
  'item.code': 'A one-time code is shown.',
  'item.large': 'A secret field is shown in large type.',
  'item.save': 'A secret file is saved outside the vault.',
  'item.hide': 'A shown field was hidden again.',

  'drill.result': 'A drill ended with these figures.',
  'closing.retest': 'A rotated credential was tested again.',
  'closing.classify': 'A use was classified.',
  'closing.close': 'The incident was closed.',
} as const;

/** What an entry says was done (FORMAT.md §2). */
export type Action = keyof typeof ACTIONS;

/** Acts with an effect outside the file: the intent is durable before the effect, the result is written after it. */
export const PAIRED_ACTIONS = ['vault.unseal', 'item.reveal', 'item.copy', 'item.code', 'item.large', 'item.save'] as const;
/** An act that is written before and after: an intent, then its result. */
export type PairedAction = (typeof PAIRED_ACTIONS)[number];
/** An act that is written once. */
export type SingleAction = Exclude<Action, PairedAction>;

const PAIRED: ReadonlySet<string> = new Set(PAIRED_ACTIONS);

/** Whether `text` names an act of this version. */
export function isAction(text: string): text is Action {
  return Object.hasOwn(ACTIONS, text);
}

/** Entries which say only that the log was exported, sent or received. */
const EVIDENCE_ONLY: ReadonlySet<string> = new Set<Action>(['log.export', 'export.bundle', 'sync.receipt', 'import.receipt']);

/** True for an act which says only that the log was exported, sent or received: nothing else was done. */
export function isEvidenceOnly(act: Action): boolean {
  return EVIDENCE_ONLY.has(act);
}

/** Whether the act is written as an intent and a result. */
export function isPaired(act: Action): act is PairedAction {
  return PAIRED.has(act);
}
