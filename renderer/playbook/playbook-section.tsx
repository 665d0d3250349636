import '../face/rooms.css';
import './playbook.css';
import { type ReactNode, useState } from 'react';
import type { Playbook } from '../../shared/contract/calls.ts';
import { useView } from '../border/use-view.ts';
import { SitDown } from '../desk/sit-down.tsx';
import { PlaybookForm } from './playbook-form.tsx';
import { PlaybookList } from './playbook-list.tsx';

/** Playbooks: to be read by whoever sits at the desk, to be written by its stewards. */
export function PlaybookSection(): ReactNode {
  const { desk, window } = useView();
  const [edited, setEdited] = useState<Playbook | 'new' | null>(null);
  if (desk === null && window === null) return <SitDown />;
  if (edited === null) return <PlaybookList onEdit={setEdited} />;
  return (
    <PlaybookForm key={edited === 'new' ? 'new' : edited.id} playbook={edited === 'new' ? null : edited} onLeave={() => setEdited(null)} />
  );
}
