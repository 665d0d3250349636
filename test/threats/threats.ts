/** The threats that the audit log and its collector stand against, and where each is tried. `threats.test.ts` holds that it is. */
export interface Threat {
  /** What somebody does, or what happens. */
  readonly attack: string;
  /** By what it is caught. */
  readonly caughtBy: string;
  /** Under test/: the files with a test whose title begins with the threat's number. */
  readonly tried: readonly string[];
}

export const THREATS: Readonly<Record<string, Threat>> = {
  T1: {
    attack: 'a byte of a stored entry is edited',
    caughtBy: 'the signed root, and the list of hashes names the entry',
    tried: ['shared/log/verify/verify-log.test.ts', 'cli/halligan.test.ts'],
  },
  T2: {
    attack: 'entries are deleted, inserted or reordered',
    caughtBy: 'number and root',
    tried: ['shared/log/verify/verify-log.test.ts', 'interop/mutations.test.ts'],
  },
  T3: {
    attack: 'the end of the log is cut off before it was sent',
    caughtBy: 'anchors outside the file; else the report says how many entries nobody vouches for',
    tried: ['threats/cut-tail.test.ts', 'shared/log/verify/verify-log.test.ts'],
  },
  T4: {
    attack: 'a bit of the write-ahead log flips, and the end is lost in silence',
    caughtBy: 'anchors',
    tried: ['core/store/log/damage.test.ts'],
  },
  T5: {
    attack: 'an older copy of the file is put back',
    caughtBy: 'what the station remembers outside of it; a new epoch cites it',
    tried: ['core/store/log/station-log.test.ts', 'threats/older-file.test.ts'],
  },
  T6: {
    attack: 'the whole disk is put back to an older state',
    caughtBy: 'the collector, which has seen more',
    tried: ['core/sync/upload.test.ts', 'core/sync/collector-carried.test.ts'],
  },
  T7: {
    attack: 'the disk is copied, and both copies run',
    caughtBy: 'two roots at one size under one key: refused, kept, provable to anybody',
    tried: [
      'threats/clones.test.ts',
      'collector/ingest/ingest.test.ts',
      'collector/ingest/processes.test.ts',
      'collector/carry/import-bundle.test.ts',
      'core/sync/upload.test.ts',
    ],
  },
  T8: { attack: 'the app runs twice on one vault', caughtBy: 'the exclusive lock', tried: ['core/store/file/vault-file.test.ts'] },
  T9: {
    attack: 'the file is unlinked or replaced while it is open',
    caughtBy: 'device and inode at every append; nothing opens without one',
    tried: ['core/unseal/log-first.test.ts', 'core/store/log/station-log.test.ts'],
  },
  T10: {
    attack: 'the disk is full, read-only, or fails',
    caughtBy: 'nothing opens that cannot be written; ballast for the last entries; 503 at the collector',
    tried: [
      'core/unseal/log-first.test.ts',
      'core/store/log/full-disk.test.ts',
      'core/store/log/kill.test.ts',
      'threats/collector-disk.test.ts',
    ],
  },
  T11: {
    attack: 'the process is killed, or power is lost',
    caughtBy: 'the write-ahead log is on the disk before anything is acknowledged',
    tried: ['core/store/log/kill.test.ts', 'collector/ingest/kill.test.ts'],
  },
  T12: {
    attack: 'the clock is set back, forward, or stands',
    caughtBy: 'the monotonic clock, the boot, and the time of receipts',
    tried: ['threats/clock.test.ts', 'core/store/log/station-log.test.ts'],
  },
  T13: {
    attack: "the station's key is stolen",
    caughtBy: 'what the collector has already; an administrator freezes the log; the next epoch has another key',
    tried: ['threats/stolen-key.test.ts'],
  },
  T14: {
    attack: 'uploads are repeated, shuffled, cut, or old',
    caughtBy: 'every entry has one place',
    tried: [
      'collector/http/cut.test.ts',
      'collector/ingest/ingest.test.ts',
      'collector/carry/orders.test.ts',
      'core/sync/send-round.test.ts',
      'core/sync/upload.test.ts',
    ],
  },
  T15: {
    attack: 'somebody is in between, or another collector answers',
    caughtBy: 'pinned keys',
    tried: [
      'core/sync/transport.test.ts',
      'core/sync/ask-to-enrol.test.ts',
      'core/sync/upload.test.ts',
      'core/sync/collector-attack.test.ts',
    ],
  },
  T16: {
    attack: 'a station sends bombs, lies about lengths, or never ends',
    caughtBy: 'limits before anything is set aside, and one room for all bodies',
    tried: ['collector/http/body-budget.test.ts', 'collector/ingest/ingest.test.ts', 'collector/carry/import-bundle.test.ts'],
  },
  T17: {
    attack: 'whoever administers the collector edits or deletes a log',
    caughtBy: "one receipt, and the collector's own log",
    tried: ['threats/rewritten-collector.test.ts', 'shared/log/verify/signed-heads.test.ts', 'core/sync/collector-attack.test.ts'],
  },
  T18: { attack: 'a secret leaks into the log', caughtBy: 'canaries, looked for everywhere', tried: ['core/engine/canary.test.ts'] },
  T19: {
    attack: 'JSON that two readers read differently',
    caughtBy: 'the canonical form, byte for byte',
    tried: ['shared/log/leaf/jcs.test.ts', 'collector/ingest/ingest.test.ts'],
  },
  T20: {
    attack: 'an entry writes into a feed, a table or a terminal',
    caughtBy: 'escaping',
    tried: ['collector/sinks/syslog-receivers.test.ts', 'interop/terminal.test.ts', 'cli/halligan.test.ts'],
  },
  T21: {
    attack: 'an entry is moved to another log or place',
    caughtBy: 'log and number in the entry',
    tried: ['collector/ingest/ingest.test.ts'],
  },
  T22: {
    attack: 'a drill is passed off as an emergency, or the reverse',
    caughtBy: 'the flag is signed, and one in a ceremony',
    tried: ['threats/drill-flipped.test.ts'],
  },
  T23: {
    attack: 'an enrolment code is stolen',
    caughtBy: 'once, for three days, and six words',
    tried: ['collector/ingest/ingest.test.ts'],
  },
  T24: {
    attack: "the app's page is somebody else's",
    caughtBy: 'typed calls; who, when and where are never taken from the page',
    tried: ['threats/border-fuzz.test.ts'],
  },
  T25: {
    attack: 'personal data must be erased',
    caughtBy: 'commitments: every proof still holds, and nothing of the words is left',
    tried: ['threats/erased.test.ts', 'shared/log/leaf/entry.test.ts', 'shared/log/verify/verify-log.test.ts'],
  },
  T26: {
    attack: 'an alert is held up by a feed that is slow or fails',
    caughtBy: 'a cursor for each feed',
    tried: ['collector/sinks/deliver.test.ts', 'collector/sinks/feed.test.ts'],
  },
};
