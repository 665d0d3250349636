/** Who is enrolled. Several roles a person, as far as the policy allows. */
export const ROLES = ['custodian', 'operator', 'steward', 'auditor'] as const;
/** What a member may do. */
export type Role = (typeof ROLES)[number];

/** A member and their roles. */
export interface Member {
  /** `m_` and 22 base64url characters: 16 random bytes. */
  readonly id: string;
  readonly name: string;
  readonly roles: readonly Role[];
}
