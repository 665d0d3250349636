import { createContext, useContext } from 'react';
import type { MemberView, VaultView, View } from '../../shared/contract/view.ts';
import type { Snapshot } from './view-store.ts';

/** The last snapshot; null outside of the app’s frame. */
export const SnapshotContext = createContext<Snapshot | null>(null);

/** The snapshot at hand. Only for what stands inside the app's frame. */
export function useSnapshot(): Snapshot {
  const snapshot = useContext(SnapshotContext);
  if (snapshot === null) throw new Error('outside of the frame');
  return snapshot;
}

/** What the last snapshot shows. Only inside the app’s frame. */
export function useView(): View {
  return useSnapshot().view;
}

/** The vault at hand. Only for the rooms of a vault, which are not shown without one. */
export function useVault(): VaultView {
  const { vault } = useView();
  if (vault === null) throw new Error('a room of a vault without a vault');
  return vault;
}

/** People by id: the vault's members, or the founders while there is no vault. An unknown id is its own name. */
export function useNames(): (id: string) => string {
  const view = useView();
  const people: readonly Pick<MemberView, 'id' | 'name'>[] = view.vault?.members ?? view.founding?.members ?? [];
  return (id) => people.find((one) => one.id === id)?.name ?? id;
}

/** As `useNames`, in short where that is enough to tell people apart: the first word of a name. */
export function useShortNames(): (id: string) => string {
  const view = useView();
  const people: readonly Pick<MemberView, 'id' | 'name'>[] = view.vault?.members ?? view.founding?.members ?? [];
  const first = (name: string): string => name.split(' ')[0] ?? name;
  return (id) => {
    const name = people.find((one) => one.id === id)?.name ?? id;
    const alone = people.filter((one) => first(one.name) === first(name)).length === 1;
    return alone ? first(name) : name;
  };
}

/** Compartments by id. An unknown id is its own name. */
export function useCompartmentNames(): (id: string) => string {
  const { vault, founding } = useView();
  const all: readonly { readonly id: string; readonly name: string }[] = vault?.compartments ?? founding?.compartments ?? [];
  return (id) => all.find((one) => one.id === id)?.name ?? id;
}
