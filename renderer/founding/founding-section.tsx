import '../face/rooms.css';
import './founding.css';
import type { ReactNode } from 'react';
import type { FoundingView } from '../../shared/contract/view.ts';
import { DoneStep } from './done-step.tsx';
import { KeysStep } from './keys-step.tsx';
import { MembersStep } from './members-step.tsx';
import { NameStep } from './name-step.tsx';
import { RehearseStep } from './rehearse-step.tsx';
import { RulesStep } from './rules-step.tsx';
import { SignStep } from './sign-step.tsx';

/** A founding under way, at the step that main says. While its rehearsal is gathered or open, the common screens show that. */
export function FoundingSection({ founding }: { readonly founding: FoundingView }): ReactNode {
  switch (founding.step) {
    case 'name':
      return <NameStep founding={founding} />;
    case 'members':
      return <MembersStep founding={founding} />;
    case 'keys':
      return <KeysStep founding={founding} />;
    case 'rules':
      return <RulesStep founding={founding} />;
    case 'sign':
      return <SignStep founding={founding} />;
    case 'rehearse':
      return <RehearseStep founding={founding} />;
    case 'done':
      return <DoneStep founding={founding} />;
  }
}
