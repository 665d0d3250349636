/** What stands between a sealed use and its end. */
export interface ClosingLeft {
  readonly rotations: number;
  readonly retests: number;
  /** True while nobody has said what the use was. */
  readonly classification: boolean;
}
