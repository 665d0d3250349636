import type { ReactNode } from 'react';

/** One column of a table. */
export interface Column<Row> {
  readonly name: string;
  /** `name`: the row's heading. `sign`: narrow, a sign with a line under it. `do`: the row's one next act. */
  readonly kind: 'name' | 'text' | 'sign' | 'do';
  readonly cell: (row: Row) => ReactNode;
}

const CLASSES = { name: undefined, text: 'opens', sign: 'st', do: 'do' } as const;

/** Rows of facts that become stacked cards where there is no width. The first column is the row's heading. */
export function Table<Row>(props: {
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string | number;
}): ReactNode {
  return (
    <table className="board">
      <caption className="vh">{props.caption}</caption>
      <thead>
        <tr>
          {props.columns.map((column) => (
            <th scope="col" key={column.name}>
              {column.name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {props.rows.map((row) => (
          <tr key={props.rowKey(row)}>
            {props.columns.map((column) =>
              column.kind === 'name' ? (
                <th scope="row" key={column.name}>
                  {column.cell(row)}
                </th>
              ) : (
                <td key={column.name} className={CLASSES[column.kind]} data-l={column.name}>
                  {column.cell(row)}
                </td>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
