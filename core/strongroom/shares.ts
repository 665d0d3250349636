/** Opening a member's own shares: to prove them, or to contribute them. */
import { isAppError } from '../../shared/base/app-error.ts';
import type { ShareOutcome } from '../../shared/contract/strongroom-calls.ts';
import type { CharterCompartment } from '../../shared/format/charter-form.ts';
import type { MemberKeys } from '../../shared/format/identity.ts';
import { type OpenedShare, openShare } from '../../shared/format/share.ts';
import type { StrongroomState } from './strongroom-state.ts';

/**
 * Opens every share that the charter gives this member, in all compartments or in those named. Each goes to `take`, which
 * owns its value from then on; what does not open is told apart by code and names whose, which and where.
 */
export function openOwnShares(
  state: StrongroomState,
  member: string,
  keys: MemberKeys,
  take: (compartment: CharterCompartment, share: OpenedShare) => void,
  only: readonly string[] | null = null,
): readonly ShareOutcome[] {
  const { vault, compartments } = state.charter();
  return compartments
    .filter((compartment) => only === null || only.includes(compartment.id))
    .flatMap((compartment) =>
      compartment.shares
        .filter((leaf) => leaf.member === member)
        .map((leaf): ShareOutcome => {
          const at = { compartment: compartment.id, path: [...leaf.path] };
          const place = { vault, compartment: compartment.id, generation: compartment.generation };
          try {
            take(compartment, openShare({ place, rule: compartment.rule, leaf, kemSecretKey: keys.kem.secretKey }));
            return { ...at, fault: null };
          } catch (error) {
            if (!isAppError(error)) throw error;
            return { ...at, fault: { code: error.code, detail: error.detail } };
          }
        }),
    );
}
