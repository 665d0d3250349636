/** Long names, many people, many compartments, and nobody there: what a layout is tried with. */
import type { MemberView, PersonView, VaultView, View } from '../../../../shared/contract/view.ts';
import { any, BOARD, GATHERING, NIGHT, REQUEST, SEALED, VAULT, WINDOW } from '../nordhamn.ts';
import type { Scenes } from '../scene.ts';

const LONG = 'Maximiliane-Theodora Freifrau von und zu Hohenstein-Wolkersdorf';
const CROWD: MemberView[] = Array.from({ length: 32 }, (_, i) => ({
  id: `m_${i}`,
  name: i === 3 ? LONG : `Custodian Number ${i + 1}`,
  roles: i === 0 ? ['custodian', 'operator', 'auditor'] : ['custodian'],
  keys: [{ id: `k_${i}`, label: '1', kind: 'fido2' }],
  passphrase: false,
}));

const [NETWORK, DECOY] = VAULT.compartments;
if (NETWORK === undefined || DECOY === undefined) throw new Error('the vault of the pictures has no network');
const rule = any(
  17,
  CROWD.map((one) => one.id),
);
const summary =
  'Every core router of both data centres, the registrar of eleven domains, out-of-band consoles, the certificate authority’s offline root, and what the night shift calls the red folder';
const crowded: VaultView = {
  ...VAULT,
  name: 'Nordhamn production of the northern and the southern region, with the subsidiaries',
  members: CROWD,
  compartments: [
    { ...NETWORK, name: 'Network infrastructure and out-of-band management', summary, rule, credentials: 10_000 },
    { ...DECOY, name: 'Network infrastructure and out-of-band management, decoys', rule },
  ],
};

const people: PersonView[] = CROWD.slice(1).map(({ id }, i) => ({
  member: id,
  status: i === 2 ? 'here' : i < 11 ? 'approved' : i === 12 ? 'denied' : i === 13 ? 'fault' : 'waiting',
  at: i < 14 && i !== 2 ? NIGHT + i * 60_000 : null,
  reason:
    i === 12
      ? 'I do not recognise this incident number and nobody answers at the operations desk, so I will not approve it before somebody calls me back.'
      : null,
  fault: i === 13 ? { code: 'key.no_prf', detail: {} } : null,
}));

const crowd: View = {
  ...GATHERING,
  vault: crowded,
  request: {
    ...REQUEST,
    requester: 'm_0',
    operator: 'm_0',
    need: 17,
    have: 10,
    oneMore: false,
    people,
    quorums: [{ compartment: 'c_network', need: 17, have: 10, satisfied: false, groups: [] }],
  },
};
const nobodyHere: View = {
  ...crowd,
  request: {
    ...crowd.request,
    ...REQUEST,
    operator: 'm_0',
    requester: 'm_0',
    need: 17,
    have: 0,
    people: people.map((one) => ({ member: one.member, status: 'waiting', at: null, reason: null, fault: null })),
    quorums: [],
  },
};

const [worst] = BOARD.rows;
if (worst === undefined) throw new Error('the board of the pictures is empty');

export const scenes: Scenes = {
  crowd: { view: crowd },
  'crowd-nobody': { view: nobodyHere },
  'crowd-board': {
    view: {
      ...SEALED,
      vault: crowded,
      board: {
        canOpen: 0,
        restsOn: { compartment: 'c_network', member: 'm_3' },
        rows: [
          {
            ...worst,
            compartment: 'c_network',
            canMiss: -1,
            cannotMiss: ['m_3'],
            shares: { verdict: 'bad', failing: ['m_1', 'm_2'], old: [], oldestDays: null },
            keys: { verdict: 'care', single: CROWD.map((one) => one.id) },
          },
        ],
      },
    },
  },
  'crowd-open': {
    view: {
      ...SEALED,
      vault: crowded,
      window: { ...WINDOW, operator: 'm_3', incident: 'INC-4471 and the change CHG-2210-77 that caused it' },
    },
    answers: {
      'window.list': () => ({
        total: 1,
        rows: [
          {
            id: 'x_1',
            title: `Out-of-band console: the account of ${LONG}`,
            system: 'Out-of-band console of the northern data centre',
            owner: '',
            kind: 'recovery-codes',
            compartment: 'c_network',
            version: 12,
            updatedAt: NIGHT,
            state: 'not-seen',
            stateAt: null,
          },
        ],
      }),
      'window.credential': () => ({
        id: 'x_1',
        title: `Out-of-band console: the account of ${LONG}`,
        system: 'Out-of-band console',
        owner: LONG,
        kind: 'login',
        compartment: 'c_network',
        version: 12,
        depositedBy: 'm_3',
        depositedAt: NIGHT,
        code: true,
        fields: [
          {
            id: 'address',
            label: null,
            secret: false,
            multiline: false,
            value: 'https://console.out-of-band.north.datacentre.nordhamn.example:8443/management/session/new?tenant=operations',
          },
          { id: 'publicKey', label: null, secret: false, multiline: true, value: `ssh-ed25519 ${'A'.repeat(300)}` },
          { id: 'extra', label: 'The answer to the question that the telephone desk asks', secret: true, multiline: true, value: null },
        ],
      }),
      'playbook.list': () => ({ playbooks: [] }),
    },
    drive: async (page) => {
      await page.getByRole('option').first().click();
      await page.getByText('Public key').first().waitFor();
    },
  },
  gone: { view: SEALED, main: 'missing' },
};
