import { AppError } from '../../base/app-error.ts';

/** The parts of an origin. */
export interface Origin {
  readonly vault: string;
  readonly station: string;
  /** 1 and up: the next one after a rollback. */
  readonly epoch: number;
}

const FORM = /^halligan\.localhost\/([A-Za-z0-9_-]{1,64})\/([A-Za-z0-9_-]{1,64})\/([1-9][0-9]{0,8})$/;

/** The name of one log (FORMAT.md §3). Throws `log.entry_malformed` for ids that a name cannot hold. */
export function originText({ vault, station, epoch }: Origin): string {
  const text = `halligan.localhost/${vault}/${station}/${epoch}`;
  if (!FORM.test(text)) throw new AppError('log.entry_malformed', 'these ids make no origin');
  return text;
}

/** The parts of an origin. Throws `log.entry_malformed`. */
export function parseOrigin(text: string): Origin {
  const [, vault, station, epoch] = FORM.exec(text) ?? [];
  if (vault === undefined || station === undefined || epoch === undefined) throw new AppError('log.entry_malformed', 'not an origin');
  return { vault, station, epoch: Number(epoch) };
}
