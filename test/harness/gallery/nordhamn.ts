/** The vault of the pictures: Nordhamn, five custodians, four compartments, one night. */

import type {
  BoardView,
  CompartmentView,
  LogView,
  MemberView,
  RequestView,
  VaultView,
  View,
  WindowView,
} from '../../../shared/contract/view.ts';
import { DEFAULT_POLICY } from '../../../shared/domain/policy.ts';
import type { Rule } from '../../../shared/domain/rule.ts';

export const NIGHT = Date.UTC(2026, 10, 25, 2, 31);
const MINUTE = 60_000;
export const DAY = 86_400_000;

export const PEOPLE = {
  mara: 'm_mara',
  kenji: 'm_kenji',
  lena: 'm_lena',
  sam: 'm_sam',
  priya: 'm_priya',
  jonas: 'm_jonas',
} as const;

function member(id: string, name: string, roles: MemberView['roles'], keys = ['1', '2']): MemberView {
  return { id, name, roles, keys: keys.map((label) => ({ id: `${id}-${label}`, label, kind: 'fido2' as const })), passphrase: false };
}

export const MEMBERS: MemberView[] = [
  member(PEOPLE.mara, 'Mara Lindqvist', ['custodian']),
  member(PEOPLE.kenji, 'Kenji Ito', ['custodian', 'steward']),
  member(PEOPLE.lena, 'Lena Okafor', ['custodian', 'steward']),
  member(PEOPLE.sam, 'Sam Rivera', ['custodian', 'operator'], ['1']),
  member(PEOPLE.priya, 'Priya Nair', ['custodian', 'auditor']),
  member(PEOPLE.jonas, 'Jonas Weber', ['operator', 'steward']),
];

export function any(need: number, of: readonly string[], name = ''): Rule {
  return { kind: 'threshold', name, need, of: of.map((id) => ({ kind: 'member', member: id })) };
}

const five = [PEOPLE.mara, PEOPLE.kenji, PEOPLE.lena, PEOPLE.sam, PEOPLE.priya];
const OPS_AND_SECURITY: Rule = {
  kind: 'threshold',
  name: '',
  need: 2,
  of: [any(2, [PEOPLE.kenji, PEOPLE.sam, PEOPLE.lena], 'Ops'), any(1, [PEOPLE.priya, PEOPLE.mara], 'Security')],
};

function compartment(id: string, name: string, summary: string, rule: Rule, credentials: number): CompartmentView[] {
  const real: CompartmentView = {
    id,
    name,
    summary,
    kind: 'real',
    decoyOf: null,
    rule,
    policy: DEFAULT_POLICY,
    generation: 3,
    credentials,
  };
  return [real, { ...real, id: `${id}-decoy`, name: `${name}, decoys`, kind: 'decoy', decoyOf: id, credentials: 3 }];
}

export const VAULT: VaultView = {
  id: 'v_nordhamn',
  name: 'Nordhamn production',
  kind: 'real',
  path: '/srv/vaults/nordhamn.halligan',
  charterVersion: 4,
  members: MEMBERS,
  compartments: [
    ...compartment('c_network', 'Network', 'Core routers, DNS registrar', any(3, five), 5),
    ...compartment('c_identity', 'Identity', 'Identity provider, AWS root', any(3, five), 12),
    ...compartment('c_platform', 'Platform', 'Kubernetes, PostgreSQL primary', any(2, five.slice(1)), 18),
    ...compartment('c_payments', 'Payments', 'Payment HSM', OPS_AND_SECURITY, 4),
  ],
};

export const BOARD: BoardView = {
  canOpen: 4,
  restsOn: { compartment: 'c_payments', member: PEOPLE.priya },
  rows: [
    {
      compartment: 'c_payments',
      verdict: 'bad',
      canMiss: 0,
      cannotMiss: [PEOPLE.priya],
      shares: { verdict: 'bad', failing: [PEOPLE.mara], old: [], oldestDays: 2 },
      keys: { verdict: 'good', single: [] },
      drill: { verdict: 'bad', lastAt: NIGHT - 112 * DAY, tookMs: 14 * MINUTE, dueInDays: -22 },
      next: { act: 're-share', member: null },
    },
    {
      compartment: 'c_identity',
      verdict: 'care',
      canMiss: 2,
      cannotMiss: [],
      shares: { verdict: 'care', failing: [], old: [PEOPLE.lena], oldestDays: 97 },
      keys: { verdict: 'good', single: [] },
      drill: { verdict: 'good', lastAt: NIGHT - 22 * DAY, tookMs: 9 * MINUTE, dueInDays: 68 },
      next: { act: 'prove', member: PEOPLE.lena },
    },
    {
      compartment: 'c_platform',
      verdict: 'care',
      canMiss: 2,
      cannotMiss: [],
      shares: { verdict: 'good', failing: [], old: [], oldestDays: 2 },
      keys: { verdict: 'care', single: [PEOPLE.sam] },
      drill: { verdict: 'good', lastAt: NIGHT - 44 * DAY, tookMs: 6 * MINUTE, dueInDays: 46 },
      next: { act: 'register-spare', member: PEOPLE.sam },
    },
    {
      compartment: 'c_network',
      verdict: 'good',
      canMiss: 2,
      cannotMiss: [],
      shares: { verdict: 'good', failing: [], old: [], oldestDays: 2 },
      keys: { verdict: 'good', single: [] },
      drill: { verdict: 'good', lastAt: NIGHT - 22 * DAY, tookMs: 11 * MINUTE, dueInDays: 68 },
      next: { act: 'none', member: null },
    },
  ],
};

export const LOG: LogView = {
  origin: 'halligan/v1/ops-room-a',
  entries: 2340,
  root: '7f3a91c2e04d5b187f3a91c2e04d5b187f3a91c2e04d5b187f3a91c2e04da6f0',
  words: ['harbor', 'velvet', 'onion', 'cinder', 'maple', 'tundra'],
  unanchored: 22,
  lastVerified: { at: NIGHT - 3 * MINUTE, verdict: 'proven' },
};

/** Sealed, at 02:31, with all in it that a vault has. */
export const SEALED: View = {
  revision: 1,
  at: NIGHT,
  host: { kind: 'electron', name: 'Electron 45', logKeyIn: 'libsecret', asksPin: true, version: '0.1.0' },
  station: { id: 's_a', name: 'Ops room A' },
  settings: { theme: 'light', textPercent: 100, sound: false, motion: 'reduced' },
  recent: [],
  vault: VAULT,
  founding: null,
  board: BOARD,
  desk: null,
  request: null,
  window: null,
  closing: [],
  log: LOG,
  collector: { state: 'none', stationWords: ['harbor', 'velvet', 'onion', 'cinder', 'maple', 'tundra'], before: null },
  sync: { say: 'off', received: null, waiting: 0, alerts: 0, fault: null },
  notices: [],
};

export const REQUEST: RequestView = {
  id: 'r_1',
  kind: 'emergency',
  extends: null,
  incident: 'INC-4471',
  reason:
    'Every sign-in is refused since the certificate change at 01:50. The core routers ask the identity provider, so nobody can log in to them.',
  requester: PEOPLE.jonas,
  operator: PEOPLE.jonas,
  compartments: ['c_network'],
  systems: ['Core routers', 'DNS registrar'],
  minutes: 60,
  ways: [
    { way: 'single-sign-on', failed: true },
    { way: 'password-manager', failed: true },
    { way: 'on-call', failed: false },
  ],
  declaredAt: NIGHT + 5 * MINUTE,
  lapsesAt: NIGHT + 30 * MINUTE,
  lapsesInMs: 14 * MINUTE + 52_400,
  people: [
    { member: PEOPLE.mara, status: 'here', at: null, reason: null, fault: null },
    { member: PEOPLE.kenji, status: 'approved', at: NIGHT + 10 * MINUTE, reason: null, fault: null },
    { member: PEOPLE.sam, status: 'approved', at: NIGHT + 13 * MINUTE, reason: null, fault: null },
    {
      member: PEOPLE.lena,
      status: 'fault',
      at: NIGHT + 14 * MINUTE,
      reason: null,
      fault: { code: 'share.wrong_set', detail: { member: PEOPLE.lena, found: 2, inForce: 3 } },
    },
    {
      member: PEOPLE.priya,
      status: 'denied',
      at: NIGHT + 12 * MINUTE,
      reason: 'I have not reached Jonas by phone. I approve when I hear him.',
      fault: null,
    },
  ],
  quorums: [{ compartment: 'c_network', need: 3, have: 2, satisfied: false, groups: [] }],
  need: 3,
  have: 2,
  oneMore: true,
};

export const GATHERING: View = { ...SEALED, at: NIGHT + 15 * MINUTE, request: REQUEST, revision: 2 };

export const WINDOW: WindowView = {
  request: 'r_1',
  kind: 'emergency',
  incident: 'INC-4471',
  operator: PEOPLE.jonas,
  compartments: ['c_network'],
  openedAt: NIGHT + 16 * MINUTE,
  sealsAt: NIGHT + 76 * MINUTE,
  sealsInMs: 47 * MINUTE + 12_400,
  lengthMs: 60 * MINUTE,
  idleSealsInMs: 5 * MINUTE,
  loaded: { done: 5, total: 5 },
  shown: [],
  clipboard: null,
  exposed: 1,
};

export const OPEN: View = { ...SEALED, at: NIGHT + 28 * MINUTE, window: WINDOW, revision: 3 };
