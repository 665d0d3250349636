import { createContext, useContext } from 'react';
import type { Me, ViewerRole } from '../../console/answers.ts';

/** Who is signed in; null before anybody is. */
export const MeContext = createContext<Me | null>(null);

/** Who is signed in. */
export function useMe(): Me {
  const me = useContext(MeContext);
  if (me === null) throw new Error('nobody is signed in here');
  return me;
}

const ROLES: readonly ViewerRole[] = ['auditor', 'analyst', 'administrator'];

/** Whether the page offers what takes a `least`. The collector decides by itself. */
export function useMay(least: ViewerRole): boolean {
  return ROLES.indexOf(useMe().role) >= ROLES.indexOf(least);
}
