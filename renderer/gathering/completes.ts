import type { CompartmentView, RequestView } from '../../shared/contract/view.ts';
import { isSatisfied } from '../../shared/domain/rule-satisfied.ts';

/** Whether this member's good touch, after those that are in, satisfies the rule of everything that is asked for. */
export function completes(request: RequestView, member: string, compartments: readonly CompartmentView[]): boolean {
  const approved = new Set(request.people.filter((one) => one.status === 'approved').map((one) => one.member)).add(member);
  const scope = compartments.filter((one) => request.compartments.includes(one.id));
  return scope.length > 0 && scope.every((one) => isSatisfied(one.rule, approved));
}
