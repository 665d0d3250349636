import type { LogRow } from '../../../../shared/contract/calls.ts';
import type { CallInput, CallOutput } from '../../../../shared/contract/handlers.ts';
import { DAY, NIGHT, SEALED } from '../nordhamn.ts';
import type { Answers, Scenes } from '../scene.ts';

const MINUTE = 60_000;
const jonas = ['Jonas Weber'];

/** Newest first: when, what, who, and what the sentence names. */
const NIGHT_OF_4471: readonly [number, string, readonly string[], LogRow['facts'], Partial<LogRow>?][] = [
  [58, 'closing.retest', ['Lena Okafor'], { title: 'Console server: root' }],
  [56, 'deposit.replace', ['Lena Okafor'], { title: 'DNS registrar: account owner', version: 8 }],
  [51, 'vault.seal', jonas, { compartments: 'Network', how: 'person' }],
  [36, 'item.copy', jonas, { field: 'password', title: 'DNS registrar: account owner' }],
  [35, 'item.reveal', jonas, { field: 'password', title: 'DNS registrar: account owner' }],
  [35, 'item.reveal', jonas, { field: 'password', title: 'DNS registrar: account owner' }, { phase: 'intent', outcome: 'pending' }],
  [22, 'item.code', jonas, { title: 'Core routers: administrator' }],
  [20, 'item.large', jonas, {}],
  [17, 'vault.unseal', jonas, { compartments: 'Network', minutes: 60, quorum: '3 of 5, Kenji Ito, Sam Rivera and Mara Lindqvist' }],
  [16, 'share.reject', ['Lena Okafor'], { member: 'Lena Okafor', found: 2, inForce: 3 }, { outcome: 'refused', code: 'share.wrong_set' }],
  [15, 'ceremony.deny', ['Priya Nair'], { reason: 'I have not reached Jonas by phone.' }],
  [14, 'ceremony.approve', ['Sam Rivera'], {}],
  [
    14,
    'item.reveal',
    jonas,
    { field: 'password', title: 'Payment HSM: security officer' },
    { outcome: 'refused', code: 'window.out_of_scope' },
  ],
  [13, 'border.refused', [], { what: 'open a page on the network' }, { outcome: 'refused', code: null }],
  [8, 'desk.open', ['Kenji Ito'], {}, { outcome: 'refused', code: 'key.wrong_member', incident: null }],
  [5, 'request.declare', jonas, { compartments: 'Network', minutes: 60, reason: 'Every sign-in is refused since the certificate change.' }],
  [1, 'time.jump', [], { by_ms: 4200 }, { incident: null }],
  [0, 'app.start', [], {}, { incident: null }],
];

const ROWS: readonly LogRow[] = [
  ...NIGHT_OF_4471.map(
    ([minute, act, who, facts, more], i): LogRow => ({
      seq: 2339 - i,
      at: NIGHT + minute * MINUTE,
      act,
      phase: 'single',
      outcome: 'ok',
      code: null,
      drill: false,
      who: [...who],
      incident: 'INC-4471',
      facts,
      ...more,
    }),
  ),
  ...Array.from(
    { length: 2322 },
    (_, i): LogRow => ({
      seq: 2321 - i,
      at: NIGHT - DAY - i * 17 * MINUTE,
      act: i % 3 === 0 ? 'share.prove' : 'request.declare',
      phase: 'single',
      outcome: 'ok',
      code: null,
      drill: i % 3 !== 0,
      who: ['Kenji Ito'],
      incident: 'DRILL-18',
      facts: { label: '1', compartments: 'Platform, decoys', minutes: 30, reason: 'The quarterly drill.' },
    }),
  ),
];

function rows({ before, limit, incident, text }: CallInput<'log.rows'>): CallOutput<'log.rows'> {
  const found = ROWS.filter((row) => (incident === null || row.incident === incident) && row.who.join().includes(text));
  const page = found.filter((row) => before === null || row.seq < before).slice(0, limit);
  return { total: found.length, rows: page, incidents: ['INC-4471', 'DRILL-18'] };
}

const answers: Answers = {
  'log.rows': rows,
  'log.verify': () => ({ verdict: 'tampered', entries: 2340, firstBad: { seq: 1207, code: 'log.entry_changed' }, unanchored: 22, ms: 412 }),
  'log.export': () => ({ folder: '/home/ops/halligan-log-2026-11-25' }),
  'reports.list': () => ({
    reports: [
      {
        request: 'r_4',
        kind: 'emergency',
        incident: 'INC-4471',
        declaredAt: NIGHT,
        openedAt: NIGHT + 12 * MINUTE,
        sealedAt: NIGHT + 46 * MINUTE,
        endedHow: 'person',
        toQuorumMs: 12 * MINUTE,
        toFirstMs: 15 * MINUTE,
        refusals: 2,
        exposures: 3,
        classifiedAs: null,
      },
      {
        request: 'r_3',
        kind: 'drill',
        incident: 'DRILL-18',
        declaredAt: NIGHT - 22 * DAY,
        openedAt: NIGHT - 22 * DAY,
        sealedAt: NIGHT - 22 * DAY,
        endedHow: 'time',
        toQuorumMs: 9 * MINUTE,
        toFirstMs: 11 * MINUTE,
        refusals: 0,
        exposures: 1,
        classifiedAs: 'drill',
      },
      {
        request: 'r_2',
        kind: 'emergency',
        incident: 'INC-4102: nobody could reach the on-call phone during the storm',
        declaredAt: NIGHT - 80 * DAY,
        openedAt: null,
        sealedAt: null,
        endedHow: 'lapsed',
        toQuorumMs: null,
        toFirstMs: null,
        refusals: 1,
        exposures: 0,
        classifiedAs: null,
      },
      {
        request: 'r_1',
        kind: 'founding',
        incident: 'First rehearsal',
        declaredAt: NIGHT - 200 * DAY,
        openedAt: NIGHT - 200 * DAY,
        sealedAt: NIGHT - 200 * DAY,
        endedHow: 'person',
        toQuorumMs: 4 * MINUTE,
        toFirstMs: null,
        refusals: 0,
        exposures: 0,
        classifiedAs: 'drill',
      },
    ],
  }),
};

export const scenes: Scenes = {
  log: {
    view: SEALED,
    answers,
    drive: async (page) => {
      await page.getByRole('button', { name: 'Log', exact: true }).click();
      await page.getByText('Core routers: administrator').waitFor();
    },
  },
  'log-tampered': {
    view: SEALED,
    answers,
    drive: async (page) => {
      await page.getByRole('button', { name: 'Log', exact: true }).click();
      await page.getByRole('button', { name: 'Verify again' }).click();
      await page.getByRole('button', { name: 'Export the evidence' }).click();
      await page.getByLabel('Incident').selectOption('DRILL-18');
      await page.getByText('2,322 entries').waitFor();
    },
  },
  'log-empty': {
    view: {
      ...SEALED,
      log: { ...(SEALED.log ?? { origin: '', entries: 0, root: '', words: [], unanchored: 0 }), lastVerified: null, unanchored: 0 },
    },
    answers,
    drive: async (page) => {
      await page.getByRole('button', { name: 'Log', exact: true }).click();
      await page.getByLabel('Search').fill('nobody has this name');
      await page.getByText('No entry matches.').waitFor();
    },
  },
  reports: {
    view: SEALED,
    answers,
    drive: async (page) => page.getByRole('button', { name: 'Reports' }).click(),
  },
  'reports-none': {
    view: SEALED,
    answers: { 'reports.list': () => ({ reports: [] }) },
    drive: async (page) => page.getByRole('button', { name: 'Reports' }).click(),
  },
  members: {
    view: SEALED,
    drive: async (page) => page.getByRole('button', { name: 'Members' }).click(),
  },
};
