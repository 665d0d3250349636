import { Fragment, type ReactNode } from 'react';

/** One line of a list of facts. */
export interface Fact {
  readonly name: string;
  readonly value: ReactNode;
}

/** Names and what they are, one a line. */
export function Facts({ facts }: { readonly facts: readonly (Fact | null)[] }): ReactNode {
  return (
    <dl className="facts">
      {facts.map((fact) =>
        fact === null ? null : (
          <Fragment key={fact.name}>
            <dt>{fact.name}</dt>
            <dd>{fact.value}</dd>
          </Fragment>
        ),
      )}
    </dl>
  );
}
