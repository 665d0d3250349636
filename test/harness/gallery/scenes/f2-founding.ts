import type { FoundingView, View } from '../../../../shared/contract/view.ts';
import type { Role } from '../../../../shared/domain/member.ts';
import { DEFAULT_POLICY } from '../../../../shared/domain/policy.ts';
import { any, PEOPLE, SEALED, VAULT } from '../nordhamn.ts';
import type { Scene, Scenes } from '../scene.ts';

type Founder = FoundingView['members'][number];

const STEP = {
  op: 'create',
  say: 'register',
  ticket: 't_1',
  options: {},
  prfInput: 'AAAA',
  envelope: { key: 'e_1', publicKey: 'AAAA' },
} as const;

function founder(id: string, name: string, roles: Role[], keys: number, done: Partial<Founder> = {}): Founder {
  const held = Array.from({ length: keys }, (_, i) => ({ id: `${id}-${i + 1}`, label: `${i + 1}`, kind: 'fido2' as const }));
  return { id, name, roles, keys: held, signed: false, proven: false, ...done };
}

const done = { signed: true, proven: true };
const PEOPLE_WITH_KEYS: Founder[] = [
  founder(PEOPLE.mara, 'Mara Lindqvist', ['custodian'], 1),
  founder(PEOPLE.kenji, 'Kenji Ito', ['custodian', 'steward'], 2),
  founder(PEOPLE.lena, 'Lena Okafor', ['custodian', 'operator'], 2),
  founder(PEOPLE.sam, 'Sam Rivera', ['custodian', 'operator'], 2),
  founder(PEOPLE.priya, 'Priya Nair', ['custodian', 'auditor'], 2),
];
const OPS_AND_SECURITY = {
  kind: 'threshold' as const,
  name: '',
  need: 2,
  of: [any(2, [PEOPLE.kenji, PEOPLE.sam, PEOPLE.lena], 'Ops'), any(1, [PEOPLE.priya, PEOPLE.mara], 'Security')],
};
const NETWORK = {
  id: 'c_network',
  name: 'Network',
  summary: 'Core routers, DNS registrar',
  rule: any(3, Object.values(PEOPLE).slice(0, 5)),
  policy: DEFAULT_POLICY,
  override: null,
};
const PAYMENTS = {
  id: 'c_payments',
  name: 'Payments',
  summary: 'Payment HSM',
  rule: OPS_AND_SECURITY,
  policy: DEFAULT_POLICY,
  override: null,
};

const BEGUN: FoundingView = {
  path: '/home/ops/Documents/Halligan/nordhamn.halligan-draft',
  name: 'Nordhamn production',
  kind: 'real',
  step: 'name',
  passphrase: false,
  members: [],
  compartments: [],
  missing: [],
};

function at(founding: Partial<FoundingView>): View {
  return { ...SEALED, vault: null, board: null, log: null, collector: null, sync: null, founding: { ...BEGUN, ...founding } };
}

const withKeys = { members: PEOPLE_WITH_KEYS };
const noCustodians: FoundingView['missing'] = [
  { step: 'keys', code: 'founding.key_missing', detail: { member: 'Sam Rivera' } },
  { step: 'keys', code: 'founding.key_missing', detail: { member: 'Priya Nair' } },
];
const someKeys = PEOPLE_WITH_KEYS.map((one, i) => ({ ...one, keys: i < 2 ? one.keys : i === 2 ? one.keys.slice(0, 1) : [] }));

const enrol: Scene = {
  view: at({ step: 'keys', members: someKeys, missing: noCustodians }),
  answers: {
    'key.begin': () => ({
      done: false,
      step: { ...STEP, labels: ['1'], say: 'again', op: 'get', member: PEOPLE.sam, passphrase: 'none', simulated: true },
    }),
  },
  drive: async (page) => page.getByRole('button', { name: 'Register key 1 of Sam Rivera' }).first().click(),
};

export const scenes: Scenes = {
  'founding-1-name': { view: at({ step: 'name' }) },
  'founding-2-members-empty': { view: at({ step: 'members' }) },
  'founding-2-members': { view: at({ step: 'members', members: PEOPLE_WITH_KEYS }) },
  'founding-3-keys': { view: at({ step: 'keys', members: someKeys, missing: noCustodians }) },
  'founding-3-touch': enrol,
  'founding-3-registered': {
    ...enrol,
    answers: { 'key.begin': () => ({ done: true, kind: 'enrol', opened: false }) },
  },
  'founding-3-all': {
    view: at({ step: 'keys', members: PEOPLE_WITH_KEYS.map((one) => ({ ...one, keys: PEOPLE_WITH_KEYS[1]?.keys ?? [] })) }),
  },
  'founding-4-first': { view: at({ step: 'rules', ...withKeys }) },
  'founding-4-list': { view: at({ step: 'rules', ...withKeys, compartments: [NETWORK, PAYMENTS] }) },
  'founding-4-rule': {
    view: at({ step: 'rules', ...withKeys, compartments: [NETWORK, PAYMENTS] }),
    drive: async (page) => page.getByRole('button', { name: 'Change Payments' }).click(),
  },
  'founding-4-locks': {
    view: at({ step: 'rules', ...withKeys, compartments: [NETWORK, PAYMENTS] }),
    drive: async (page) => {
      await page.getByRole('button', { name: 'Change Payments' }).click();
      await page.getByRole('button', { name: 'One more of Security' }).click();
      await page.getByLabel(/^Type: One loss locks Payments/).fill('One loss locks');
    },
  },
  'founding-4-suffices': {
    view: at({ step: 'rules', ...withKeys, compartments: [NETWORK] }),
    drive: async (page) => {
      await page.getByRole('button', { name: 'Change Network' }).click();
      await page.getByRole('button', { name: 'One fewer of these people' }).click();
      await page.getByRole('button', { name: 'One fewer of these people' }).click();
      await page.getByRole('button', { name: 'Times and limits' }).click();
      await page.getByLabel('A window lasts at most, in minutes').fill('600');
    },
  },
  'founding-4-further-group': {
    view: at({ step: 'rules', ...withKeys, compartments: [NETWORK] }),
    drive: async (page) => {
      await page.getByRole('button', { name: 'Change Network' }).click();
      await page.getByRole('button', { name: 'Add a further group' }).click();
    },
  },
  'founding-5-sign': {
    view: at({
      step: 'sign',
      members: PEOPLE_WITH_KEYS.map((one, i) => ({ ...one, ...(i < 2 ? done : {}), ...(i === 2 ? { signed: true } : {}) })),
      compartments: [NETWORK, { ...PAYMENTS, override: 'One loss locks Payments' }],
    }),
  },
  'founding-6-rehearse': {
    view: at({ step: 'rehearse', members: PEOPLE_WITH_KEYS.map((one) => ({ ...one, ...done })), compartments: [NETWORK, PAYMENTS] }),
  },
  'founding-7-done': {
    view: {
      ...at({ step: 'done', members: PEOPLE_WITH_KEYS.map((one) => ({ ...one, ...done })), compartments: [NETWORK, PAYMENTS] }),
      vault: VAULT,
      log: SEALED.log,
    },
  },
  'founding-leave': {
    view: at({ step: 'keys', members: someKeys, missing: noCustodians }),
    drive: async (page) => page.getByRole('button', { name: 'Leave', exact: true }).click(),
  },
  'founding-discard': {
    view: at({ step: 'keys', members: someKeys, missing: noCustodians }),
    drive: async (page) => {
      await page.getByRole('button', { name: 'Leave', exact: true }).click();
      await page.getByRole('button', { name: 'Discard this founding' }).click();
    },
  },
};
