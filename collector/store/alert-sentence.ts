import { type Instant, toIso } from '../../shared/base/instant.ts';
import { actSentence } from '../../shared/log/leaf/act-sentence.ts';
import type { Entry } from '../../shared/log/leaf/entry.ts';
import type { AlertKind } from './alerts.ts';

const ESCALATED = 'Somebody at the collector escalated this.';

const SENTENCES: Readonly<Record<Exclude<AlertKind, 'entry' | 'escalated'>, (about: readonly string[]) => string>> = {
  fork: () => 'Two histories of one log were signed by its key. The log is frozen; both are kept as evidence.',
  log_frozen: () => 'An administrator froze this log: nothing more of it is taken.',
  weak_key: () =>
    'This station was let in with a log key that no keyring protects: whoever has its disk can sign in its name. Give it a keyring and a new log.',
  late_head: () => 'The key of a frozen log signed another head. Nothing of it was taken; the head is kept as evidence.',
  sink_failing: ([sink]) => `The feed ${sink} does not get through.`,
  sink_recovered: ([sink, since]) => `The feed ${sink} gets through again. It had failed since ${minute(since)}.`,
  station_silent: ([, last]) => `Nothing was heard of this station since ${minute(last)}.`,
  station_heard: ([, last]) => `This station is heard again. It had been silent since ${minute(last)}.`,
  drill_overdue: ([, last]) => `A drill is overdue: the last one, or the enrolment, was on ${minute(last)}.`,
  drill_held: ([, last]) => `A drill was held, which had been overdue since the one of ${minute(last)}.`,
  entries_missing: ([, size]) => `This station announced ${size} entries and did not send them all.`,
  entries_arrived: ([, size]) => `All ${size} entries that this station had announced are here.`,
};

/** What an alert says. `about` is what it was raised with; `entry` the one that raised it, where one did. */
export function alertSentence({ kind, about }: { readonly kind: AlertKind; readonly about: string }, entry: Entry | null): string {
  if (kind === 'escalated') return entry === null ? ESCALATED : `${ESCALATED} ${actSentence(entry)}`;
  if (entry !== null) return actSentence(entry);
  return kind === 'entry' ? 'An entry was told at once.' : SENTENCES[kind](about.split('/'));
}

/** "2026-11-25 03:12 UTC". */
function minute(text: string | undefined): string {
  const at: Instant = Number(text);
  return `${toIso(at).slice(0, 16).replace('T', ' ')} UTC`;
}
