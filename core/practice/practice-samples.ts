/** What a practice vault holds: an organisation that does not exist. Every value is made up, and says so where it can. */

import type { Role } from '../../shared/domain/member.ts';
import type { Rule } from '../../shared/domain/rule.ts';
import { SAMPLE_OTPAUTH, type SampleCredential } from '../desk/decoys.ts';

export interface SampleMember {
  /** Used as this file's own reference; the vault makes a real id. */
  readonly ref: string;
  readonly name: string;
  readonly roles: readonly Role[];
}

export interface SamplePlaybook {
  readonly compartment: string;
  readonly title: string;
  readonly systems: readonly string[];
  readonly steps: readonly { readonly text: string; readonly detail: string }[];
}

export const PRACTICE_NAME = 'Nordhamn practice';

export const PRACTICE_MEMBERS: readonly SampleMember[] = [
  { ref: 'mara', name: 'Mara Lindqvist', roles: ['custodian', 'steward'] },
  { ref: 'ito', name: 'Ito Kenji', roles: ['custodian', 'operator'] },
  { ref: 'sam', name: 'Sam Rivera', roles: ['custodian', 'operator'] },
  { ref: 'lena', name: 'Lena Okafor', roles: ['custodian', 'steward'] },
  { ref: 'priya', name: 'Priya Nair', roles: ['custodian', 'auditor'] },
];

const leaf = (ref: string): Rule => ({ kind: 'member', member: ref });

/** Rules by the references above. */
export const PRACTICE_COMPARTMENTS: readonly {
  readonly ref: string;
  readonly name: string;
  readonly summary: string;
  readonly rule: Rule;
}[] = [
  {
    ref: 'network',
    name: 'Network',
    summary: 'Core routers, DNS registrar',
    rule: { kind: 'threshold', name: '', need: 3, of: ['mara', 'ito', 'sam', 'lena', 'priya'].map(leaf) },
  },
  {
    ref: 'identity',
    name: 'Identity',
    summary: 'Identity provider, cloud root account',
    rule: {
      kind: 'threshold',
      name: '',
      need: 2,
      of: [
        { kind: 'threshold', name: 'Ops', need: 2, of: ['ito', 'sam', 'lena'].map(leaf) },
        { kind: 'threshold', name: 'Security', need: 1, of: ['priya', 'mara'].map(leaf) },
      ],
    },
  },
];

export const PRACTICE_CREDENTIALS: readonly SampleCredential[] = [
  {
    compartment: 'network',
    title: 'Administrator',
    system: 'Core routers',
    owner: 'Network team',
    kind: 'login',
    fields: {
      address: 'core-rtr-1.nordhamn.example',
      username: 'emergency-admin',
      password: 'practice-kT7O0mRx4#Qvl1Wz',
      otpauth: SAMPLE_OTPAUTH,
    },
  },
  {
    compartment: 'network',
    title: 'Console server',
    system: 'Core routers',
    owner: 'Network team',
    kind: 'login',
    fields: { address: 'con-1.nordhamn.example', username: 'root', password: 'practice-Wr8!pine-lantern' },
  },
  {
    compartment: 'network',
    title: 'SSH key of the jump host',
    system: 'Core routers',
    owner: 'Network team',
    kind: 'ssh-key',
    fields: {
      privateKey: '-----BEGIN OPENSSH PRIVATE KEY-----\npractice only: this is not a key\n-----END OPENSSH PRIVATE KEY-----',
      publicKey: 'ssh-ed25519 AAAApracticeonly emergency@nordhamn.example',
      passphrase: 'practice-harbour-crane',
    },
  },
  {
    compartment: 'network',
    title: 'Account owner',
    system: 'DNS registrar',
    owner: 'Priya Nair',
    kind: 'login',
    fields: { address: 'https://registrar.example', username: 'hostmaster@nordhamn.example', password: 'practice-9vQ-tidal-oak' },
  },
  {
    compartment: 'network',
    title: 'Recovery codes',
    system: 'DNS registrar',
    owner: 'Priya Nair',
    kind: 'recovery-codes',
    fields: { codes: 'practice-1111-aaaa\npractice-2222-bbbb\npractice-3333-cccc' },
  },
  {
    compartment: 'identity',
    title: 'Break-glass administrator',
    system: 'Identity provider',
    owner: 'Identity team',
    kind: 'login',
    fields: {
      address: 'https://login.nordhamn.example',
      username: 'breakglass-1',
      password: 'practice-Y3-north-gate',
      otpauth: SAMPLE_OTPAUTH,
    },
  },
  {
    compartment: 'identity',
    title: 'Signing certificate',
    system: 'Identity provider',
    owner: 'Identity team',
    kind: 'x509',
    fields: {
      privateKey: '-----BEGIN PRIVATE KEY-----\npractice only: this is not a key\n-----END PRIVATE KEY-----',
      certificates: '-----BEGIN CERTIFICATE-----\npractice only: this is not a certificate\n-----END CERTIFICATE-----',
    },
  },
  {
    compartment: 'identity',
    title: 'Root account',
    system: 'Cloud',
    owner: 'Platform team',
    kind: 'login',
    fields: { address: 'https://cloud.example', username: 'root@nordhamn.example', password: 'practice-4-slate-otter' },
  },
  {
    compartment: 'identity',
    title: 'Root account one-time codes',
    system: 'Cloud',
    owner: 'Platform team',
    kind: 'totp',
    fields: { otpauth: SAMPLE_OTPAUTH },
  },
  {
    compartment: 'identity',
    title: 'Who to call at the cloud provider',
    system: 'Cloud',
    owner: 'Platform team',
    kind: 'note',
    fields: { text: 'Practice only. Support contract NH-0000, pass phrase “practice-blue-lamp”, ask for the duty manager.' },
  },
];

export const PRACTICE_PLAYBOOKS: readonly SamplePlaybook[] = [
  {
    compartment: 'network',
    title: 'Routers without sign-in',
    systems: ['Core routers'],
    steps: [
      { text: 'Reach core-rtr-1 by the console network', detail: 'con-1.nordhamn.example, port 1' },
      { text: 'Log in as the administrator', detail: '' },
      { text: 'Point sign-in at the local accounts', detail: 'aaa authentication login default local' },
      { text: 'Check that the BGP sessions hold', detail: 'show bgp summary' },
      { text: 'Repeat on core-rtr-2', detail: '' },
      { text: 'Rotate what you have seen', detail: '' },
    ],
  },
];
