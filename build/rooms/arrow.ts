/** One file that names another of the project. */
export interface Arrow {
  readonly from: string;
  readonly fromRoom: string;
  readonly to: string;
  readonly toRoom: string;
  readonly kind: 'value' | 'type';
  readonly line: number;
}
