/** The sealed board's facts, gathered from the file without any key, for the domain to judge. */

import type { BoardView } from '../../shared/contract/view.ts';
import { type CompartmentFacts, type ShareProof, vaultReadiness } from '../../shared/domain/readiness.ts';
import { ruleMembers } from '../../shared/domain/rule.ts';
import type { CharterCompartment } from '../../shared/format/charter-form.ts';
import { parseRequest } from '../../shared/format/request.ts';
import type { EngineContext } from '../session/context.ts';

export function boardOf(ctx: EngineContext): BoardView {
  const session = ctx.vault();
  const { value } = session.charter;
  const now = ctx.clock.look().wall;
  const proofs = session.file.read.proofs.all();
  const drills = session.file.read.requests.all().filter(({ kind, openedAt }) => kind !== 'emergency' && openedAt !== null);
  const exposed = session.file.read.exposures.open().filter(({ rotatedAt }) => rotatedAt === null);
  const facts = value.compartments
    .filter(({ kind }) => kind === 'real')
    .map((compartment): CompartmentFacts => {
      const decoy = value.compartments.find(({ decoyOf }) => decoyOf === compartment.id);
      const drill = drills.find((row) => {
        const request = parseRequest(row.bytes);
        return request.kind !== 'extend' && decoy !== undefined && request.compartments.includes(decoy.id);
      });
      const overdue = exposed.filter(({ credential, at }) => {
        const row = session.file.read.credentials.get(credential);
        return row?.compartment === compartment.id && at + compartment.policy.rotateWithinHours * 3_600_000 < now;
      });
      return {
        compartment: compartment.id,
        rule: compartment.rule,
        policy: compartment.policy,
        proofs: proofsOf(compartment, proofs),
        since: value.createdAt,
        lastDrill:
          drill === undefined || drill.openedAt === null
            ? null
            : { at: drill.openedAt, tookMs: Math.max(0, drill.openedAt - drill.declaredAt) },
        rotationsOverdue: overdue.length,
      };
    });
  const keys = new Map(value.members.map((member) => [member.id, member.keys.length]));
  const { rows, canOpen, restsOn } = vaultReadiness(facts, keys, now);
  return {
    rows: rows.map((row) => ({
      ...row,
      cannotMiss: [...row.cannotMiss],
      shares: { ...row.shares, failing: [...row.shares.failing], old: [...row.shares.old] },
      keys: { ...row.keys, single: [...row.keys.single] },
    })),
    canOpen,
    restsOn,
  };
}

function proofsOf(
  compartment: CharterCompartment,
  all: readonly { member: string; compartment: string; generation: number; at: number }[],
): readonly ShareProof[] {
  return ruleMembers(compartment.rule).map((member) => {
    const mine = all.filter((proof) => proof.member === member && proof.compartment === compartment.id);
    const inForce = mine.filter(({ generation }) => generation === compartment.generation);
    const provedAt = inForce.reduce<number | null>((latest, { at }) => (latest === null || at > latest ? at : latest), null);
    return { member, provedAt, failing: mine.length > 0 && inForce.length === 0 };
  });
}
