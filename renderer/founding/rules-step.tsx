import { type ReactNode, useState } from 'react';
import type { FoundingView } from '../../shared/contract/view.ts';
import { CompartmentEditor } from './compartment-editor.tsx';
import { CompartmentList } from './compartment-list.tsx';
import { type CompartmentDraft, editCompartment, newCompartment } from './draft-compartment.ts';

/** Step 4: the compartments, and one of them drawn. */
export function RulesStep({ founding }: { readonly founding: FoundingView }): ReactNode {
  const custodians = founding.members.filter((one) => one.roles.includes('custodian'));
  const [drawn, setDrawn] = useState<CompartmentDraft | null>(() =>
    founding.compartments.length === 0 ? newCompartment(custodians) : null,
  );
  if (drawn !== null) {
    return <CompartmentEditor key={drawn.id ?? 'new'} founding={founding} from={drawn} onLeave={() => setDrawn(null)} />;
  }
  return (
    <CompartmentList
      founding={founding}
      onAdd={() => setDrawn(newCompartment(custodians))}
      onEdit={(one) => setDrawn(editCompartment(one))}
    />
  );
}
