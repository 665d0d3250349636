import type { Page } from 'playwright-core';
import type { CollectorFault, CollectorView, SyncLine } from '../../../../shared/contract/collector-view.ts';
import type { View } from '../../../../shared/contract/view.ts';
import { DAY, NIGHT, SEALED } from '../nordhamn.ts';
import type { Answers, Scenes } from '../scene.ts';

const MINUTE = 60_000;
const ENTRIES = 2340;

const STATION = ['harbor', 'velvet', 'onion', 'cinder', 'maple', 'tundra'];
export const WHO = {
  name: 'collector.nordhamn.example/m1',
  address: 'https://collector.nordhamn.example:8443',
  collectorWords: ['saddle', 'orbit', 'whisper', 'lantern', 'quarter', 'bamboo'],
  stationWords: STATION,
};

export const RECEIVED = { entries: ENTRIES, at: NIGHT - 12 * MINUTE, verified: true };
const EARLIER = { entries: ENTRIES - 22, at: NIGHT - 79 * MINUTE, verified: true };

type Of<State extends CollectorView['state']> = Extract<CollectorView, { readonly state: State }>;

const NONE: Of<'none'> = { state: 'none', stationWords: STATION, before: null };
export const ASKED: Of<'asked'> = {
  state: 'asked',
  ...WHO,
  request: 'Q7M4ZK2DX3BVR6TWA5YHJNPCEF',
  since: NIGHT - 4 * MINUTE,
  confirmed: false,
  letIn: false,
  fault: null,
  nextTryInMs: 42_000,
};
export const ACTIVE: Of<'active'> = {
  state: 'active',
  ...WHO,
  since: NIGHT - 40 * DAY,
  policy: { silenceHours: 26, drillDays: 92, disclosures: 'incident' },
  received: RECEIVED,
  waiting: { entries: 0, alerts: 0 },
  sending: false,
  arrived: 0,
  fault: null,
  nextTryInMs: null,
  clockOffMs: null,
};
const FORKED: Of<'forked'> = { state: 'forked', ...WHO, since: NIGHT - 9 * MINUTE, received: EARLIER };

const OFF: SyncLine = { say: 'off', received: null, waiting: 0, alerts: 0, fault: null };
const LINE: SyncLine = { say: 'received', received: RECEIVED, waiting: 0, alerts: 0, fault: null };

/** The sealed board of a station with this collector. The log's head stands where the receipt ends, and what waits beyond it. */
export function withCollector(collector: CollectorView, sync: Partial<SyncLine>, more: Partial<View> = {}): View {
  const line = { ...(collector.state === 'none' ? OFF : LINE), ...sync };
  const log = SEALED.log === null ? null : { ...SEALED.log, unanchored: line.received === null ? ENTRIES : line.waiting };
  return { ...SEALED, collector, sync: line, log, ...more };
}

/** Something waits since 01:12, two of it alerts, because of this. */
export function stopped(kind: CollectorFault['kind'], code: CollectorFault['code'], nextTryInMs: number | null = 4 * MINUTE): View {
  const fault = { kind, code, since: NIGHT - 28 * MINUTE };
  const waiting = { entries: 22, alerts: 2 };
  return withCollector(
    { ...ACTIVE, received: EARLIER, waiting, fault, nextTryInMs },
    { say: 'stopped', received: EARLIER, waiting: 22, alerts: 2, fault },
  );
}

const ASKING = withCollector(ASKED, { say: 'asked', received: null, waiting: ENTRIES });
const WAITING = { received: EARLIER, waiting: { entries: 22, alerts: 0 } };

/** A receipt as it is carried: the signed head, and the collector's line on it. */
export const RECEIPT_TEXT = `nordhamn.example/halligan/d_7Qm3p1Zt5xVb2kR9/1
2340
CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

— nordhamn.example/halligan/d_7Qm3p1Zt5xVb2kR9/1 ${'Az3grlgtzPICa5OS8npVmf1Myq'.repeat(3)}==
— collector.nordhamn.example/m1 ${'jWbPPwAAAABkGFDLEZMHwSRaJN'.repeat(4)}
`;

const answers: Answers = {
  'collector.exportBundle': ({ from }) => ({
    path: '/media/usb/ops-room-a-2318-2340.hsync',
    entries: from === 'start' ? ENTRIES : 22,
  }),
  'collector.exportRequest': () => ({ path: '/media/usb/ops-room-a.henroll' }),
  'collector.importAnswer': () => ({ answer: 'pending' }),
  'collector.importReceipt': () => ({ receipt: { kind: 'taken', entries: ENTRIES, at: NIGHT - 12 * MINUTE } }),
  'collector.readReceipt': () => ({ receipt: { kind: 'older', entries: 2318, at: NIGHT - 79 * MINUTE } }),
  'collector.receiptText': () => ({ text: RECEIPT_TEXT }),
};

/** By the line at the foot, from wherever one is. */
const go = async (page: Page): Promise<void> => page.locator('.foot').getByRole('button').click();

async function press(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name, exact: true }).click();
}

function scene(view: View, drive: (page: Page) => Promise<void> = async () => {}): Scenes[string] {
  return {
    view,
    answers,
    drive: async (page) => {
      await go(page);
      await drive(page);
    },
  };
}

export const scenes: Scenes = {
  'collector-none': scene(withCollector(NONE, {})),
  'collector-none-wrong': scene(withCollector({ ...NONE, before: { name: WHO.name, address: WHO.address } }, {}), async (page) => {
    await page.getByLabel('Code').fill('abcd 2345 ef1');
    await press(page, 'I was given a fingerprint too');
    await press(page, 'Ask the collector');
  }),
  'collector-carried': scene(
    withCollector({ state: 'carried', stationWords: STATION, since: NIGHT - 3 * DAY }, { say: 'asked', received: null, waiting: ENTRIES }),
    async (page) => press(page, 'Write the request again'),
  ),
  'collector-asked': scene(ASKING),
  'collector-asked-differ': scene(ASKING, async (page) => press(page, 'They differ')),
  'collector-asked-fault': scene(
    withCollector(
      { ...ASKED, confirmed: true, fault: { kind: 'portal', code: 'network.portal', since: NIGHT - 2 * MINUTE } },
      { say: 'asked', received: null },
    ),
  ),
  'collector-asked-file': scene(
    withCollector({ ...ASKED, address: null, confirmed: true, nextTryInMs: null }, { say: 'asked', received: null }),
    async (page) => press(page, 'Open the answer'),
  ),
  'collector-active': scene(withCollector(ACTIVE, {})),
  'collector-active-clock': scene(
    withCollector(
      { ...ACTIVE, clockOffMs: DAY + 7 * MINUTE },
      {},
      { notices: [{ id: 7, verdict: 'care', code: 'clock-off', detail: {} }] },
    ),
  ),
  'collector-active-new': scene(
    withCollector(
      { ...ACTIVE, received: null, waiting: { entries: ENTRIES, alerts: 0 }, sending: true, arrived: 512 },
      { say: 'sending', received: null, waiting: ENTRIES },
    ),
  ),
  'collector-active-by-hand': scene(
    withCollector({ ...ACTIVE, ...WAITING, address: null }, { say: 'waiting', received: EARLIER, waiting: 22 }),
    async (page) => press(page, 'Write what waits'),
  ),
  'collector-stopped': scene(stopped('no-network', 'network.none')),
  'collector-stopped-grave': scene(stopped('wrong-certificate', 'network.wrong_certificate', null)),
  'collector-leave': scene(stopped('not-answering', 'network.timed_out'), async (page) => press(page, 'Leave it')),
  'collector-move': scene(withCollector(ACTIVE, {}), async (page) => press(page, 'Change the address')),
  'collector-paste': scene(withCollector(ACTIVE, {}), async (page) => press(page, 'Paste it')),
  'collector-receipt': scene(withCollector(ACTIVE, {}), async (page) => {
    await press(page, 'Show it as a code');
    await page.getByRole('img', { name: 'QR code of the receipt' }).waitFor();
  }),
  'collector-refused': scene(
    withCollector(
      { state: 'refused', ...WHO, since: NIGHT - MINUTE },
      { say: 'refused', received: null },
      { notices: [{ id: 8, verdict: 'care', code: 'collector-refused', detail: {} }] },
    ),
  ),
  'collector-forked': scene(withCollector(FORKED, { say: 'forked', received: EARLIER, waiting: 22 })),
  'collector-altered': scene(
    withCollector(
      { state: 'altered', stationWords: STATION },
      { say: 'stopped', received: null, fault: { kind: 'here', code: 'collector.keys_changed', since: 0 } },
    ),
  ),
  'collector-log': {
    view: withCollector({ ...ACTIVE, ...WAITING }, { say: 'waiting', received: { ...EARLIER, entries: ENTRIES - 4 }, waiting: 4 }),
    answers: {
      'log.rows': () => ({
        total: 7,
        incidents: [],
        rows: Array.from({ length: 7 }, (_, i) => ({
          seq: ENTRIES - 1 - i,
          at: NIGHT - i * MINUTE,
          act: i === 4 ? 'vault.unseal' : 'item.reveal',
          phase: 'single',
          outcome: 'ok',
          code: null,
          drill: false,
          who: ['Jonas Weber'],
          incident: 'INC-4471',
          facts: { field: 'password', title: 'DNS registrar: account owner', compartment: 'Network' },
        })),
      }),
    },
    drive: async (page) => {
      await press(page, 'Log');
      await page.getByText('The quorum opened').waitFor();
    },
  },
  'collector-settings': {
    view: withCollector(ACTIVE, {}),
    drive: async (page) => press(page, 'Settings'),
  },
};
