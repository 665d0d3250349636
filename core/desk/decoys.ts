/** The decoys that a drill opens: every founding deposits them, a real one too. */

import type { CredentialKind } from '../../shared/domain/credential-kind.ts';

/**
 * A credential whose values are no secret, for drills and the practice vault. `fields` by field id; `compartment` is the
 * compartment's id or, in the list of practice samples, its `ref`.
 */
export interface SampleCredential {
  readonly compartment: string;
  readonly title: string;
  readonly system: string;
  readonly owner: string;
  readonly kind: CredentialKind;
  readonly fields: Readonly<Record<string, string>>;
}

/** A set-up secret that opens nothing. */
export const SAMPLE_OTPAUTH = 'otpauth://totp/Nordhamn:practice?secret=JBSWY3DPEHPK3PXP&issuer=Nordhamn';

/** One decoy of each drill: shaped like the real thing, worth nothing. */
export const DECOY_CREDENTIALS: readonly Omit<SampleCredential, 'compartment'>[] = [
  {
    title: 'Decoy administrator',
    system: 'Decoy router',
    owner: 'Drill',
    kind: 'login',
    fields: { address: 'decoy-1.example', username: 'drill-admin', password: 'not-a-real-value-7Q2', otpauth: SAMPLE_OTPAUTH },
  },
  {
    title: 'Decoy recovery codes',
    system: 'Decoy registrar',
    owner: 'Drill',
    kind: 'recovery-codes',
    fields: { codes: 'not-real-1\nnot-real-2' },
  },
  {
    title: 'Decoy note',
    system: 'Decoy registrar',
    owner: 'Drill',
    kind: 'note',
    fields: { text: 'This is a drill. Nothing here is real.' },
  },
];
