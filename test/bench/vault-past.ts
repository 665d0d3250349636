/** Years of use, written into a vault file by the store itself: declared, gathered, opened, revealed, sealed, most of it closed. */
import { randomBytes, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { PRACTICE_NAME } from '../../core/practice/practice-samples.ts';
import { acting } from '../../core/session/acting.ts';
import { Station } from '../../core/session/station.ts';
import { openVaultFile } from '../../core/store/file/vault-file.ts';
import type { StationLog, VaultChange } from '../../core/store/log/station-log.ts';
import { FILE_KEY_BOX } from '../../core/store/station/key-box.ts';
import { copyOf } from '../../shared/base/bytes.ts';
import { charterHash, parseCharter } from '../../shared/format/charter.ts';
import type { Charter } from '../../shared/format/charter-form.ts';
import { makeId } from '../../shared/format/ids.ts';
import { encodeRequest } from '../../shared/format/request.ts';
import type { EntryDraft } from '../../shared/log/leaf/entry-draft.ts';

export interface Past {
  /** Emergencies that were opened and sealed. */
  readonly uses: number;
  /** Of them, the newest that nobody has closed yet. */
  readonly unclosed: number;
  /** Credentials that each of them exposed. */
  readonly seenEach: number;
}

const HOUR_MS = 3_600_000;
const random = (length: number) => copyOf(randomBytes(length));

interface Use {
  readonly charter: Charter;
  readonly hash: string;
  readonly station: string;
  readonly declaredAt: number;
  readonly closed: 'closed' | 'waiting';
  readonly credentials: readonly string[];
  readonly n: number;
}

/** Gives the practice vault of that station a past. No engine may have it open. Returns the number of log entries there are then. */
export async function givePast(folder: string, { uses, unclosed, seenEach }: Past): Promise<number> {
  const station = await Station.open(folder, FILE_KEY_BOX, random);
  const file = openVaultFile(join(folder, 'practice', `${PRACTICE_NAME}.halligan`), 'vault');
  try {
    const boot = randomUUID();
    const log = file.openLog({
      station: station.id,
      app: '0.1.0',
      key: station.key,
      keyKind: station.box.kind,
      clock: () => ({ wall: Date.now(), monoMs: Math.floor(performance.now()), boot, run: 'bench' }),
      seen: station.seen(file.vault).head,
      onMismatch: 'refuse',
      random,
    });
    const bytes = file.read.charters.latest()?.bytes;
    if (bytes === undefined) throw new Error('a vault without a charter');
    const charter = parseCharter(bytes);
    const heads = file.read.credentials.current();
    for (let n = 0; n < uses; n++) {
      const credentials = Array.from({ length: seenEach }, (_, i) => heads[(n * seenEach + i) % heads.length]?.id ?? '');
      const declaredAt = Date.now() - (uses - n) * HOUR_MS;
      const closed = n < uses - unclosed ? 'closed' : 'waiting';
      writeUse(log, { charter, hash: charterHash(bytes), station: station.id, declaredAt, closed, credentials, n });
    }
    station.saw(file.vault, log.head(), charter.version);
    return log.size;
  } finally {
    file.close();
  }
}

function writeUse(log: StationLog, use: Use): void {
  const { charter, declaredAt, credentials, n } = use;
  const id = makeId('request', random);
  const incident = `INC-${1000 + n}`;
  const operator = charter.members[2]?.id ?? '';
  const compartment = charter.compartments[0]?.id ?? '';
  const common = { cer: id, inc: incident, drill: false } as const;
  const ended: EntryDraft[] = [
    { ...common, act: 'vault.seal', out: 'ok', who: [acting(operator, 'operator', null)], say: { incident } },
    { ...common, act: 'closing.classify', out: 'ok', d: { as: 'emergency' } },
  ];
  const approvals = charter.members.slice(0, 3).flatMap((member): EntryDraft[] => {
    const who = [acting(member.id, 'custodian', member.keys[0]?.id ?? null)];
    return [
      { ...common, act: 'ceremony.approve', out: 'ok', who, say: { member: member.name } },
      { ...common, act: 'share.accept', out: 'ok', who, say: { member: member.name }, d: { compartments: [compartment] } },
    ];
  });
  const hidden = credentials.map((credential): EntryDraft => {
    return { ...common, act: 'item.hide', out: 'ok', obj: { k: 'credential', id: credential }, d: { field: 'password' } };
  });
  const declared: EntryDraft = {
    ...common,
    act: 'request.declare',
    out: 'ok',
    who: [acting(operator, 'operator', null)],
    say: { incident, reason: `The reason of use ${n}`, operator: 'Sam Rivera' },
    d: { minutes: 30 },
  };
  log.commit({ entries: [declared, ...approvals], change: (tx) => keepRequest(tx, use, { id, incident, operator, compartment }) });
  for (const credential of credentials) {
    const reveal = { ...common, act: 'item.reveal', obj: { k: 'credential', id: credential }, say: { title: `Credential ${n}` } } as const;
    const [token] = log.commit({ entries: [{ ...reveal, ph: 'intent' }] });
    log.commit({ entries: [{ ...reveal, ph: 'result', ref: token?.entry.seq ?? 0, out: 'ok' }] });
  }
  log.commit({ entries: [...hidden, ...ended, { ...common, act: 'closing.close', out: 'ok', say: { incident } }] });
  log.commit({ entries: [{ act: 'app.start', out: 'ok', d: { at: declaredAt } }] });
}

function keepRequest(
  tx: VaultChange,
  { charter, hash, station, declaredAt, closed, credentials, n }: Use,
  { id, incident, operator, compartment }: { id: string; incident: string; operator: string; compartment: string },
): void {
  const bytes = encodeRequest({
    v: 1,
    suite: 1,
    kind: 'emergency',
    id,
    vault: charter.vault,
    charterVersion: charter.version,
    charterHash: hash,
    incident,
    reason: `The reason of use ${n}`,
    compartments: [compartment],
    systems: [],
    operator,
    requester: null,
    minutes: 30,
    ways: [{ way: 'single-sign-on', failed: true }],
    declaredAt,
    lapsesAt: declaredAt + 15 * 60_000,
    station,
  });
  tx.requests.add({ id, bytes, state: 'gathering', kind: 'emergency', declaredAt });
  for (const credential of credentials) {
    const at = declaredAt + 60_000;
    tx.exposures.add({ request: id, credential, version: 1, field: 'password', member: operator, how: 'shown', at });
    if (closed === 'closed') {
      tx.exposures.rotate(credential, 2, at);
      tx.exposures.retest(credential, at, operator);
    }
  }
  const opened = { state: 'sealed', openedAt: declaredAt + 30_000, sealedAt: declaredAt + 90_000, sealedHow: 'person' } as const;
  tx.requests.change(id, closed === 'waiting' ? opened : { ...opened, state: 'closed', endedAt: declaredAt + HOUR_MS, endedHow: 'closed' });
}
