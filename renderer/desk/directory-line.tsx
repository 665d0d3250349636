import type { ReactNode } from 'react';
import type { DirectoryRow } from '../../shared/contract/calls.ts';
import { useCompartmentNames } from '../border/use-view.ts';
import { Sign } from '../kit/sign.tsx';
import { t } from '../words/words.ts';

/** A title in the list: what it is called, where it belongs, whether somebody has seen it. */
export function DirectoryLine({ row }: { readonly row: DirectoryRow }): ReactNode {
  const compartmentName = useCompartmentNames();
  const { state } = row;
  return (
    <>
      <b>{row.title}</b>
      <span className="line-facts">
        <span className="small quiet">
          {row.system}, {compartmentName(row.compartment)}
        </span>
        {state === 'not-seen' ? null : (
          <Sign shape={state === 'exposed' ? 'exposed' : 'unseen'} tone={state === 'exposed' ? 'care' : 'quiet'} size="small">
            {t(`desk.stateShort.${state}`)}
          </Sign>
        )}
      </span>
    </>
  );
}
