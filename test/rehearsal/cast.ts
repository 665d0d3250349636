/** The organisation of the rehearsal: six people, two compartments, forty credentials of all kinds. None exists. */
import type { Drawn, Person } from '../harness/app/stage.ts';

export const VAULT = 'Nordhamn production';

export const PEOPLE: readonly Person[] = [
  { name: 'Mara Lindqvist', roles: ['Custodian', 'Steward'] },
  { name: 'Ito Kenji', roles: ['Custodian'] },
  { name: 'Sam Rivera', roles: ['Custodian'] },
  { name: 'Lena Okafor', roles: ['Custodian'] },
  { name: 'Priya Nair', roles: ['Custodian', 'Auditor'] },
  { name: 'Jonas Weber', roles: ['Operator'] },
];

export const COMPARTMENTS: readonly Drawn[] = [
  { name: 'Network', summary: 'Core routers, DNS registrar', rule: { need: 3 } },
  {
    name: 'Identity',
    summary: 'Identity provider, cloud root account',
    rule: {
      groups: [
        { name: 'Ops', need: 2, people: ['Ito Kenji', 'Sam Rivera', 'Lena Okafor'] },
        { name: 'Security', need: 1, people: ['Priya Nair', 'Mara Lindqvist'] },
      ],
    },
  },
];

export interface Deposit {
  readonly kind: string;
  readonly compartment: string;
  readonly title: string;
  readonly system: string;
  /** By the label on the form. */
  readonly fields: Readonly<Record<string, string>>;
}

const PEM = (what: string): string => `-----BEGIN ${what}-----\nMC4CAQAwBQYDK2VwBCIEIA-rehearsal-only-not-a-key\n-----END ${what}-----`;
export const OTPAUTH = 'otpauth://totp/Nordhamn:core?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Nordhamn';
export const ROUTER_PASSWORD = 'kT7O0mRx4#Qvl1Wz';
export const REGISTRAR_PASSWORD = '9vQ-tidal-oak-Lantern';

/** One of each kind, by hand. The file comes last: its path is chosen in a dialog. */
export const BY_HAND: readonly Deposit[] = [
  {
    kind: 'Login with password',
    compartment: 'Network',
    title: 'Administrator',
    system: 'Core routers',
    fields: { Address: 'core-rtr-1.nordhamn.example', 'User name': 'emergency-admin', Password: ROUTER_PASSWORD },
  },
  {
    kind: 'One-time code (TOTP)',
    compartment: 'Network',
    title: 'One-time code',
    system: 'Core routers',
    fields: { 'One-time code': OTPAUTH },
  },
  {
    kind: 'SSH key',
    compartment: 'Network',
    title: 'SSH key of the jump host',
    system: 'Core routers',
    fields: { 'Private key': PEM('OPENSSH PRIVATE KEY'), 'Public key': 'ssh-ed25519 AAAA rehearsal' },
  },
  {
    kind: 'Certificate and key (X.509)',
    compartment: 'Identity',
    title: 'Signing certificate',
    system: 'Identity provider',
    fields: { 'Private key': PEM('PRIVATE KEY'), Certificates: PEM('CERTIFICATE') },
  },
  {
    kind: 'Recovery codes',
    compartment: 'Identity',
    title: 'Recovery codes',
    system: 'Cloud',
    fields: { 'Recovery codes': 'aaaa-1111\nbbbb-2222\ncccc-3333' },
  },
  {
    kind: 'Note',
    compartment: 'Identity',
    title: 'Whom to call at the provider',
    system: 'Cloud',
    fields: { Text: 'Contract NH-0000, pass phrase “blue lamp”.' },
  },
];

/** The rest, as a password manager would export it: 33 rows. */
export function csv(): string {
  const rows = Array.from({ length: 33 }, (_, i) => {
    if (i === 0) return `Account owner,DNS registrar,Network,https://registrar.example,hostmaster@nordhamn.example,${REGISTRAR_PASSWORD}`;
    const compartment = i % 2 === 0 ? 'Network' : 'Identity';
    return `Administrator ${i},${compartment === 'Network' ? `Switch ${i}` : `Directory server ${i}`},${compartment},host-${i}.nordhamn.example,admin-${i},rehearsal-password-${i}`;
  });
  return `${['title,system,compartment,address,username,password', ...rows].join('\n')}\n`;
}
